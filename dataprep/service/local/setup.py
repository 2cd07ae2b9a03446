"""A base is set up: brought from its source, checked, and kept under a name."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.service.bases import OPENAI, REHEARSAL
from dataprep.service.errors import ServiceError
from dataprep.service.local.base import LocalBase, bases, folder, installed, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.service.local.sources import Source

EXTRA = "pip install 'chat-dataprep[train]'"


def check_installed() -> None:
    """Raise ServiceError where the extra is not installed."""
    if not installed():
        raise ServiceError(
            f"what trains a base is not installed: {EXTRA} (docs/local.md says how it stays small)"
        )


def name_of(source: Source, given: str | None, data: Path) -> str:
    """Return the name that the base from SOURCE has in the folder DATA: the one GIVEN, or its own.

    Raises:
        ServiceError: it is another's, or the extra is not installed.
    """
    check_installed()
    # It stands between colons in the names of tuned models, and is a folder.
    name = re.sub(r"[^a-z0-9._-]+", "-", (given or source.name).lower()).strip("-.")
    hosted = {each for model in OPENAI.models for each in (model.name, *model.aliases)}
    if not name or name == REHEARSAL or name in hosted:
        raise ServiceError(
            f"{name or given!r} is no name for a base here; take another with --name"
        )
    if name in bases(data):
        raise ServiceError(
            f"{folder(data) / name}: there is a base {name} already; remove that folder to set it"
            " up again, or take another name with --name"
        )
    return name


def set_up(source: Source, name: str, data: Path) -> LocalBase:
    """Set up the base from SOURCE as NAME in the folder DATA, whole or not at all.

    Raises:
        ServiceError: it cannot be brought, or cannot be trained here.
    """
    with _kept_whole(folder(data) / name) as made:
        weights = source.bring(made)
        _check(weights, source.origin)
        # The note says where the weights are from where it lies itself.
        inside = Path() if weights == made else weights
        write(LocalBase(name, source.origin, inside), made)
    return bases(data)[name]


@contextmanager
def _kept_whole(target: Path) -> Iterator[Path]:
    """Give a folder that becomes TARGET at the end, or is removed where that is not reached."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=target.parent, prefix="."))
    try:
        yield made
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _check(weights: Path, origin: str) -> None:
    """Let only pass what a trainer can read and what has a chat template."""
    from transformers import AutoConfig, AutoTokenizer

    try:
        AutoConfig.from_pretrained(weights, local_files_only=True)
        tokenizer = AutoTokenizer.from_pretrained(weights, local_files_only=True)
    except (OSError, ValueError) as error:
        said = str(error).strip().splitlines()[0]
        raise ServiceError(f"{origin}: is no model that transformers can read: {said}") from error
    if not (tokenizer.chat_template and tokenizer.is_fast):
        raise ServiceError(
            f"{origin}: has no chat template, or no fast tokenizer; take a model that was made to"
            " chat (they are often called -Instruct)"
        )
