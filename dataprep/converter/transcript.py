"""A transcript is one text in which marks say who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dataprep.converter.shape import Message, Unconvertible

if TYPE_CHECKING:
    from collections.abc import Mapping


class Marks:
    """The regular expression before each turn, and the role it stands for; compiled once.

    What stands before the first mark is no turn.
    """

    __slots__ = ("_pattern", "_roles", "_said")

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self._roles = list(said.values())
        self._pattern = re.compile("|".join(f"(?P<_{i}>{mark})" for i, mark in enumerate(said)))

    def begin(self, text: str) -> bool:
        """Say whether TEXT is a transcript: whether it begins with a mark."""
        return self._pattern.match(text) is not None

    def messages(self, text: str) -> list[Message]:
        """Return what TEXT says.

        Raises:
            Unconvertible: it has no marks.
        """
        found = list(self._pattern.finditer(text))
        if not found:
            raise Unconvertible("no-marks" if text.strip() else "empty")
        ends = [match.start() for match in found[1:]] + [len(text)]
        return [
            {
                "role": self._roles[int((match.lastgroup or "_0")[1:])],
                "content": text[match.end() : end].strip(),
            }
            for match, end in zip(found, ends, strict=True)
        ]

    def __reduce__(self) -> tuple[type[Marks], tuple[Any]]:
        return Marks, (self._said,)
