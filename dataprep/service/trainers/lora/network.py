"""A base as torch has it, and the adapter on it: the only weights that are trained or kept."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch
from peft import (
    LoraConfig,
    PeftModel,
    get_peft_model,
    get_peft_model_state_dict,
    set_peft_model_state_dict,
)
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from transformers import PreTrainedTokenizerBase

RANK, ALPHA = 16, 32

logging.disable_progress_bar()


def device() -> torch.device:
    """Return where the work is done: on the graphics card, if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def tokenizer(weights: Path) -> PreTrainedTokenizerBase:
    """Return the tokenizer of the base in the folder WEIGHTS."""
    return AutoTokenizer.from_pretrained(weights, local_files_only=True)


def network(weights: Path, *, seed: int) -> PeftModel:
    """Return the base in the folder WEIGHTS, with an adapter that changes nothing yet.

    SEED draws the adapter. On a graphics card the base is in half precision; what is trained
    never is.
    """
    where = device()
    dtype = torch.bfloat16 if where.type == "cuda" else torch.float32
    base = AutoModelForCausalLM.from_pretrained(weights, dtype=dtype, local_files_only=True)
    with seeded(seed), warnings.catch_warnings():
        # peft asks in a way that transformers has given another name.
        warnings.simplefilter("ignore", FutureWarning)
        return get_peft_model(
            base.to(where),
            LoraConfig(
                r=RANK, lora_alpha=ALPHA, target_modules="all-linear", task_type="CAUSAL_LM"
            ),
        )


def longest(weights: Path) -> int:
    """Return how many tokens the base in the folder WEIGHTS can read."""
    return int(AutoConfig.from_pretrained(weights).get_text_config().max_position_embeddings)


def adapter(network: PeftModel) -> dict[str, torch.Tensor]:
    """Return the adapter of NETWORK, by the names of its weights."""
    return {name: each.contiguous() for name, each in get_peft_model_state_dict(network).items()}


def put(network: PeftModel, weights: dict[str, torch.Tensor]) -> None:
    """Give NETWORK the adapter WEIGHTS."""
    set_peft_model_state_dict(network, weights)


def save(network: PeftModel, path: Path, *, base: str) -> None:
    """Write the adapter of NETWORK, whose base is called BASE, to the file PATH."""
    save_file(
        adapter(network), path, metadata={"base": base, "rank": str(RANK), "alpha": str(ALPHA)}
    )


def load(network: PeftModel, path: Path) -> None:
    """Give NETWORK the adapter that was saved as PATH."""
    put(network, load_file(path))


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let random numbers come from SEED, and leave those of others as they were."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        yield
