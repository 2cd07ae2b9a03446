"""A row is a list of turns, each an object that says who speaks and what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter import loose
from dataprep.converter.dialogue import Dialogue
from dataprep.converter.keys import key, made
from dataprep.converter.path import Path, blank
from dataprep.converter.shape import Message, Unconvertible
from dataprep.converter.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.records.record import Json


def _paths(said: Mapping[str, str]) -> dict[str, Path]:
    return {role: Path(path) for role, path in said.items()}


@dataclass(frozen=True, kw_only=True)
class Turns(Turn, Dialogue):
    """Where the list of turns is: PATH.

    PREPEND and APPEND lead, by role, to what is said before the turns and after them.
    """

    path: Path = key(Path)
    prepend: Mapping[str, Path] = key(_paths, {})
    append: Mapping[str, Path] = key(_paths, {})

    def turns(self, row: dict[str, Json]) -> tuple[list[Message], tuple[str, ...]]:
        """Return what the turns of ROW say."""
        found = self.path(row)
        if isinstance(found, str) and found.strip():
            found = _spelled(found)
        if blank(found):
            raise Unconvertible("empty")
        if not isinstance(found, list):
            raise Unconvertible("not-turns")
        before, after = _said(self.prepend, row), _said(self.append, row)
        return [*before, *self.messages(found), *after], ()


def shape(**keys: Json) -> Turns:
    """Return the shape made from the KEYS of a definition."""
    return made(Turns, keys)


def _said(ends: Mapping[str, Path], row: Json) -> list[Message]:
    found = {role: path(row) for role, path in ends.items()}
    return [
        {"role": role, "content": content} for role, content in found.items() if not blank(content)
    ]


def _spelled(turns: str) -> Json:
    """Return the list that the text TURNS spells in JSON, or as Python prints it."""
    try:
        return loose.value(turns)
    except ValueError as error:
        raise Unconvertible("not-turns") from error
