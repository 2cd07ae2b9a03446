"""Text as a terminal may show it: what a record or a model says must not steer it."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"


def printable(text: str, *, keep: str = "") -> str:
    """Return TEXT with every control character written as an escape, but for those in KEEP."""
    return "".join(c if c.isprintable() or c in keep else _escaped(c) for c in text)


def cells(text: str) -> int:
    """Return how many cells of a terminal TEXT takes: two a wide character, none a mark on one."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def fitted(text: str, room: int, *, at_end: bool = False) -> str:
    """Return TEXT cut to ROOM cells, at its end, or (AT_END) so that its end is left."""
    if cells(text) <= room:
        return text
    kept: list[str] = []
    left = room - cells(ELLIPSIS)
    for character in reversed(text) if at_end else text:
        left -= _cells(character)
        if left < 0:
            break
        kept.append(character)
    return ELLIPSIS + "".join(reversed(kept)) if at_end else "".join(kept) + ELLIPSIS


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
