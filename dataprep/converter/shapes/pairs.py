"""A row is a list of exchanges: of objects with both sides, two lists, or one that alternates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, cycle
from typing import TYPE_CHECKING

from dataprep.converter.dialogue import Dialogue
from dataprep.converter.keys import key, made
from dataprep.converter.path import Path
from dataprep.converter.shape import Message, Unconvertible, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json


@dataclass(frozen=True, kw_only=True)
class Pairs(Dialogue):
    """Where the exchanges are: PATH, and in each one USER and ASSISTANT.

    Or USERS and ASSISTANTS lead to two lists; or PATH leads to texts that ALTERNATE between
    these roles.
    """

    path: Path | None = key(Path)
    user: Path | None = key(Path)
    assistant: Path | None = key(Path)
    users: Path | None = key(Path)
    assistants: Path | None = key(Path)
    alternate: Sequence[str] = ()

    def turns(self, row: dict[str, Json]) -> tuple[list[Message], tuple[str, ...]]:
        """Return the exchanges of ROW, one after the other."""
        if self.alternate:
            return self._alternating(_listed(self.path, row))
        both = chain.from_iterable(zip(*self._sides(row), strict=True))
        return [
            {"role": "assistant" if index % 2 else "user", "content": text(one)}
            for index, one in enumerate(both)
        ], ()

    def _alternating(self, texts: list[Json]) -> tuple[list[Message], tuple[str, ...]]:
        """Return TEXTS as the turns of who speaks in turn, without those of a started round."""
        whole = len(texts) - len(texts) % len(self.alternate)
        if not whole:
            raise Unconvertible("nothing-left")
        pairs = zip(cycle(self.alternate), texts[:whole], strict=False)
        messages = [{"role": role, "content": text(one)} for role, one in pairs]
        return messages, ("odd-turn-dropped",) if whole < len(texts) else ()

    def _sides(self, row: Json) -> tuple[list[Json], list[Json]]:
        """Return all questions of ROW, and all answers."""
        if self.users and self.assistants:
            asked, answers = _listed(self.users, row), _listed(self.assistants, row)
            if len(asked) != len(answers):
                raise Unconvertible("sides-differ")
            return asked, answers
        items = _listed(self.path, row)
        asked, answers = (
            [side(item) if side else None for item in items] for side in (self.user, self.assistant)
        )
        return asked, answers


def shape(**keys: Json) -> Pairs:
    """Return the shape made from the KEYS of a definition."""
    return made(Pairs, keys)


def _listed(path: Path | None, row: Json) -> list[Json]:
    found = path(row) if path else None
    if not isinstance(found, list | None):
        raise Unconvertible("not-turns")
    if not found:
        raise Unconvertible("empty")
    return found
