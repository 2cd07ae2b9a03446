"""Paths into a row: ``a.b``, ``a[0]``, ``a."b.c"``, ``a[].b`` for each, ``a|b`` for a choice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataprep.converter.block import Block
    from dataprep.records.record import Json

    Getter = Callable[[Json], Json]

_STEP = re.compile(r'\[(-?\d*)\]|"([^"]*)"|([^.\[\]"|]+)')
_WAY = re.compile(r'\|(?=(?:[^"]*"[^"]*")*[^"]*$)')


class Path:
    """A path, compiled when it is made: called with a row, it returns what it leads to.

    Of the ways of ``a|b`` it takes the first that leads to more than nothing; null, a blank
    text and an empty list are nothing, of which null is less. Over an object, ``[]`` gives the
    values.
    """

    __slots__ = ("_columns", "get", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        ways = [_way(way) for way in _WAY.split(text)]
        self._columns = _columns(_WAY.split(text))
        # What is asked for in every row asks this itself, and saves a call.
        self.get = ways[0] if len(ways) == 1 else _first(ways)

    def __call__(self, row: Json) -> Json:
        """Return what the path leads to in ROW, or None where there is nothing."""
        return self.get(row)

    def column(self, block: Block) -> Sequence[Json] | None:
        """Return what the path leads to in each row of BLOCK; None if each has to be asked.

        It need not, where the path leads to columns, of which the block has one at most.
        """
        if self._columns is None:
            return None
        found = [cells for name in self._columns if (cells := block.column(name)) is not None]
        if len(found) > 1:
            return None
        return found[0] if found else [None] * len(block)

    def __reduce__(self) -> tuple[type[Path], tuple[str]]:
        return Path, (self.text,)

    def __repr__(self) -> str:
        return f"Path({self.text!r})"


def blank(found: Json) -> bool:
    """Say whether FOUND is nothing: null, a blank text, an empty list or object."""
    if isinstance(found, str):
        return not found or found.isspace()
    return not found and not isinstance(found, (bool, int, float))


def _way(text: str) -> Getter:
    """Return the getter for TEXT, which has no alternatives."""
    steps = [(index, quoted, bare) for index, quoted, bare in _STEP.findall(text)]
    getter: Getter | None = None
    several = False
    # From the last step to the first: a step over a list asks the rest of each item.
    for position in range(len(steps) - 1, -1, -1):
        index, quoted, bare = steps[position]
        if key := quoted or bare:
            getter = _of_key(key, getter)
        elif index:
            getter = _of_index(int(index), getter)
        else:
            getter, several = _of_each(getter, flat=several), True
    return getter or (lambda row: row)


def _columns(ways: list[str]) -> list[str] | None:
    """Return the column that each of WAYS leads to; None if one of them leads further."""
    steps = [_STEP.findall(way) for way in ways]
    keys = [quoted or bare for way in steps for _, quoted, bare in way]
    return keys if all(keys) and all(len(way) == 1 for way in steps) else None


def _of_key(key: str, rest: Getter | None) -> Getter:
    def get(parent: Any) -> Json:
        return parent.get(key) if isinstance(parent, dict) else None

    return get if rest is None else lambda parent: rest(get(parent))


def _of_index(index: int, rest: Getter | None) -> Getter:
    def get(parent: Any) -> Json:
        there = isinstance(parent, list) and -len(parent) <= index < len(parent)
        return parent[index] if there else None

    return get if rest is None else lambda parent: rest(get(parent))


def _of_each(rest: Getter | None, *, flat: bool) -> Getter:
    """Return the getter for all items; FLAT if it asks each of them for several."""

    def get(parent: Any) -> Json:
        items = parent.values() if isinstance(parent, dict) else parent
        if not isinstance(parent, (dict, list)):
            return None
        found = list(items) if rest is None else [rest(item) for item in items]
        if flat:
            found = [one for several in found for one in several or ()]
        return None if all(one is None for one in found) else found

    return get


def _first(ways: list[Getter]) -> Getter:
    def get(row: Json) -> Json:
        nothing = None
        for way in ways:
            found = way(row)
            # Most are text: that saves a call.
            if not (found.isspace() or not found) if type(found) is str else not blank(found):
                return found
            nothing = found if nothing is None else nothing
        return nothing

    return get
