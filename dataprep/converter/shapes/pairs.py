"""A row is a list of exchanges: of objects with both sides, two lists, or one that alternates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
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
            texts = _listed(self.path, row)
            whole = len(texts) - len(texts) % len(self.alternate)
            roles = [self.alternate[index % len(self.alternate)] for index in range(whole)]
            pairs = zip(roles, texts, strict=False)
            messages = [{"role": role, "content": text(one)} for role, one in pairs]
            if not messages:
                raise Unconvertible("nothing-left")
            return messages, ("odd-turn-dropped",) if whole < len(texts) else ()
        if self.users and self.assistants:
            asked, answers = _listed(self.users, row), _listed(self.assistants, row)
            if len(asked) != len(answers):
                raise Unconvertible("sides-differ")
        else:
            items = _listed(self.path, row)
            asked = [self.user(item) if self.user else None for item in items]
            answers = [self.assistant(item) if self.assistant else None for item in items]
        both = chain.from_iterable(zip(asked, answers, strict=True))
        return [
            {"role": "assistant" if index % 2 else "user", "content": text(one)}
            for index, one in enumerate(both)
        ], ()


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
