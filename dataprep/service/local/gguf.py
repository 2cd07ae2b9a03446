"""A GGUF file is read once, and kept as the weights that a trainer can change."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from dataprep.service.local.base import ORIGINAL

if TYPE_CHECKING:
    from pathlib import Path


def convert(path: Path, weights: Path) -> None:
    """Write the model in the GGUF file PATH into the folder WEIGHTS, and the file beside it.

    Raises:
        ValueError: transformers does not know this kind of model.
        OSError: the file is none.
    """
    # It is read from there: of what lies beside PATH, transformers would take the tokenizer.
    shutil.copyfile(path, weights / ORIGINAL)
    given = {"gguf_file": ORIGINAL, "local_files_only": True}
    tokenizer = AutoTokenizer.from_pretrained(str(weights), **given)
    read = AutoModelForCausalLM.from_pretrained(str(weights), dtype=torch.float32, **given)
    # What was quantised may not be saved, even though it is not any more: a model like it is.
    config = read.config
    del config.quantization_config
    model = type(read)(config)
    model.load_state_dict(read.state_dict())
    model.generation_config = read.generation_config
    # Half precision holds what the few bits of a quantised weight say.
    model.half().save_pretrained(weights)
    tokenizer.save_pretrained(weights)
