"""Pointers into a record (RFC 6901), and where in the line's bytes they point."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataprep.records.record import Pointer

STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SCALAR = re.compile(rb"[^\s,\]}]+")
_SPACE = re.compile(rb"[ \t\n\r]*")
_INSIDE = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """The byte range of a value in its line, and of the key before it (None in an array)."""

    start: int
    end: int
    key: tuple[int, int] | None = None


def pointer(path: Iterable[str | int]) -> Pointer:
    """Return the pointer that leads along PATH."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def steps(at: Pointer) -> list[str]:
    """Return the steps of the pointer AT."""
    return [step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:]]


def place(data: bytes, at: Pointer) -> Place | None:
    """Return where in DATA, one JSON text, the value AT lies; None where there is none.

    Of two equal keys the last counts, as it does for every reader of the record.
    """
    start = _after_space(data, 0)
    found = None
    for step in steps(at):
        found = _children(data, start).get(step)
        if found is None:
            return None
        start = found.start
    return found or _value(data, start)


def column(data: bytes, offset: int) -> int:
    """Return the column, in code points from 1, of the byte OFFSET of DATA."""
    return len(data[:offset].decode("utf-8", "replace")) + 1


def _after_space(data: bytes, offset: int) -> int:
    match = _SPACE.match(data, offset)
    return match.end() if match else offset


def _value(data: bytes, start: int, key: tuple[int, int] | None = None) -> Place | None:
    """Return the place of the value that begins at START."""
    opening = data[start : start + 1]
    if opening in (b"{", b"["):
        return _bracketed(data, start, key)
    match = (STRING if opening == b'"' else _SCALAR).match(data, start)
    return Place(start, match.end(), key) if match else None


def _bracketed(data: bytes, start: int, key: tuple[int, int] | None) -> Place | None:
    depth = 0
    for token in _INSIDE.finditer(data, start):
        mark = token[0][:1]
        depth += (mark in b"{[") - (mark in b"}]")
        if depth == 0:
            return Place(start, token.end(), key)
    return None


@lru_cache(maxsize=256)
def _children(data: bytes, start: int) -> dict[str, Place]:
    """Return the children, by step, of the object or array that begins at START.

    They are kept, since the findings of one line lead through the same objects.
    """
    return dict(children(data, start))


def children(data: bytes, start: int) -> list[tuple[str, Place]]:
    """Return the step and place of each child, equal keys too, of what begins at START of DATA."""
    found: list[tuple[str, Place]] = []
    in_object = data[start : start + 1] == b"{"
    if not in_object and data[start : start + 1] != b"[":
        return found
    offset, index = start + 1, 0
    while True:
        offset = _after_space(data, offset)
        key = STRING.match(data, offset) if in_object else None
        if key:
            offset = _after_space(data, _after_space(data, key.end()) + 1)
        child = _value(data, offset, key.span() if key else None)
        if child is None:
            return found
        found.append((json.loads(key[0]) if key else str(index), child))
        offset = _after_space(data, child.end)
        if data[offset : offset + 1] != b",":
            return found
        offset, index = offset + 1, index + 1
