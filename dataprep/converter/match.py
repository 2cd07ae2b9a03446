"""How rows of a format are recognised: constraints that are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter.path import Path, blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dataprep.records.record import Json

_TYPES: dict[str, Callable[[Json], bool]] = {
    "text": lambda found: isinstance(found, str),
    "list": lambda found: isinstance(found, list),
    "object": lambda found: isinstance(found, dict),
    "boolean": lambda found: isinstance(found, bool),
    "number": lambda found: isinstance(found, (int, float)) and not isinstance(found, bool),
    "texts": lambda found: isinstance(found, list) and isinstance(next(iter(found), ""), str),
    "objects": lambda found: isinstance(found, list) and isinstance(next(iter(found), {}), dict),
    "json": lambda found: isinstance(found, str) and found.lstrip()[:1] in ("[", "{"),
}
TYPES = tuple(_TYPES)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that a row must meet: what it is in words, and the test."""

    words: str
    holds: Callable[[Json], bool]


@dataclass(frozen=True, slots=True)
class Match:
    """What rows hold, and what they do not: each constraint that rows meet counts once.

    What must be absent is a guard and does not count: it would favour the cautious. PRIORITY
    decides between equals.
    """

    constraints: tuple[Constraint, ...]
    guards: tuple[Constraint, ...] = ()
    priority: int = 0

    def unmet(self, row: dict[str, Json]) -> str | None:
        """Return in words the first constraint that ROW does not meet, or None."""
        for one in (*self.constraints, *self.guards):
            if not one.holds(row):
                return one.words
        return None


def match(
    *,
    columns: Sequence[str] = (),
    absent: Sequence[str] = (),
    types: Mapping[str, str] | None = None,
    sample: Mapping[str, str] | None = None,
    priority: int = 0,
) -> Match:
    """Return the match of a definition's ``[match]`` table.

    COLUMNS and ABSENT are paths; TYPES and SAMPLE map a path to the type of what is there, and
    to a regular expression that is found in it, or in one of a list.
    """
    present = [Constraint(f"has {path}", _there(Path(path))) for path in columns]
    typed = [
        Constraint(f"{path} is of type {kind}", _typed(Path(path), _TYPES[kind]))
        for path, kind in (types or {}).items()
    ]
    found = [
        Constraint(f"{path} has {pattern!r}", _found(Path(path), re.compile(pattern)))
        for path, pattern in (sample or {}).items()
    ]
    guards = [Constraint(f"has no {path}", _not_there(Path(path))) for path in absent]
    return Match((*present, *typed, *found), tuple(guards), priority)


def _there(path: Path) -> Callable[[Json], bool]:
    return lambda row: path(row) is not None


def _not_there(path: Path) -> Callable[[Json], bool]:
    return lambda row: blank(path(row))


def _typed(path: Path, is_: Callable[[Json], bool]) -> Callable[[Json], bool]:
    return lambda row: is_(path(row))


def _found(path: Path, pattern: re.Pattern[str]) -> Callable[[Json], bool]:
    def holds(row: Json) -> bool:
        found = path(row)
        texts = found if isinstance(found, list) else [found]
        return any(isinstance(text, str) and pattern.search(text) for text in texts)

    return holds
