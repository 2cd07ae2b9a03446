"""What a fix changes: a place in a record, bytes of a line, the line, or the whole file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dataprep.records.record import Json, Pointer


@dataclass(frozen=True, slots=True)
class Put:
    """Write VALUE at a pointer, in place of what is there or as a new member."""

    at: Pointer
    value: Json


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove the member or item at a pointer; of equal keys all, or the EARLIER ones."""

    at: Pointer
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the member at a pointer another KEY."""

    at: Pointer
    key: str


@dataclass(frozen=True, slots=True)
class Reword:
    """Write TEXT in place of the characters START to END of the text at a pointer."""

    at: Pointer
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Splice:
    """Write DATA in place of the bytes START to END of a line; a line feed in it ends the line."""

    start: int
    end: int
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class DropLine:
    """Remove the line."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Write the file anew, as BY gives it from the old bytes."""

    by: Callable[[BinaryIO], Iterator[bytes]]


Edit = Put | Drop | Rename | Reword | Splice | DropLine | Rewrite
