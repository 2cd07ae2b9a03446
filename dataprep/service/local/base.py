"""A base model that was set up on this machine: a folder with its weights, and a note of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dataprep.service.errors import ServiceError

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
NOTE = "base.json"
ORIGINAL = "original.gguf"


@dataclass(frozen=True, slots=True)
class LocalBase:
    """A base called NAME, which came from SOURCE; WEIGHTS is the folder transformers reads."""

    name: str
    source: str
    weights: Path

    @property
    def original(self) -> Path | None:
        """The GGUF file that the weights were made of, if they were."""
        path = self.weights / ORIGINAL
        return path if path.is_file() else None


def installed() -> bool:
    """Say whether the extra ``train`` is installed."""
    return all(map(find_spec, ("torch", "transformers", "peft", "gguf")))


def folder(data: Path) -> Path:
    """Return where in the folder DATA of the service its bases are."""
    return data / "bases"


def write(base: LocalBase, path: Path) -> None:
    """Write the note of BASE into its folder PATH."""
    note = {"version": VERSION} | asdict(base) | {"weights": str(base.weights)}
    (path / NOTE).write_text(json.dumps(note, indent=2) + "\n", "utf-8")


def bases(data: Path) -> dict[str, LocalBase]:
    """Return the bases that were set up in DATA, by their names.

    Raises:
        ServiceError: the note of one cannot be read.
    """
    found = (_read(note) for note in sorted(folder(data).glob(f"[!.]*/{NOTE}")))
    return {base.name: base for base in found}


def _read(note: Path) -> LocalBase:
    try:
        match json.loads(note.read_bytes()):
            case {"name": str(name), "source": str(source), "weights": str(weights)}:
                return LocalBase(name, source, note.parent / weights)
    except (OSError, ValueError):
        pass
    raise ServiceError(f"{note}: is damaged; remove {note.parent} and set the base up again")
