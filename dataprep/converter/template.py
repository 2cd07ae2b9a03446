"""Texts made from a row: a path, a template ``{a} of {b}``, a literal, or parts of these joined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dataprep.converter.path import Path
from dataprep.converter.shape import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dataprep.converter.block import Block
    from dataprep.records.record import Json

    Part = Callable[[Json], str]

_TEXT = {str, type(None)}
_PLACE = re.compile(r"\{([^{}]+)\}")


class Text:
    """What a definition says of a text; called with a row, it returns the text.

    SAID is a path, a template, ``{"text": …}``, or a list of them: blank parts vanish, and so
    does, in a template, a blank place with what stands between it and the next.
    """

    __slots__ = ("_join", "_paths", "_said", "get")

    def __init__(self, said: Json, join: str = "\n\n") -> None:
        self._said, self._join = said, join
        several = said if isinstance(said, list) else [said]
        parts = [_part(one) for one in several]
        self._paths = [Path(one) for one in several] if all(map(_is_path, several)) else None
        # What is asked for in every row asks this itself, and saves a call.
        self.get = parts[0] if len(parts) == 1 else _joining(parts, join)

    def __call__(self, row: Json) -> str:
        """Return the text that ROW holds, or a blank one.

        Raises:
            Unconvertible: it holds something that is no text.
        """
        return self.get(row)

    def column(self, block: Block) -> Sequence[str | None] | None:
        """Return the text of each row of BLOCK, blank or None; None if each has to be asked.

        It need not, where all parts lead to columns that hold texts or nothing.
        """
        if self._paths is None:
            return None
        columns = []
        for path in self._paths:
            column = path.column(block)
            if column is None or not set(map(type, column)) <= _TEXT:
                return None
            columns.append(column)
        if len(columns) == 1:
            return columns[0]
        return [joined(parts, self._join) for parts in zip(*columns, strict=True)]

    def with_join(self, join: str) -> Text:
        """Return this text with JOIN between its parts."""
        return Text(self._said, join)

    def __reduce__(self) -> tuple[type[Text], tuple[Any, str]]:
        return Text, (self._said, self._join)


def joined(parts: Iterable[str | None], join: str) -> str:
    """Return PARTS with JOIN between them, without the blank ones."""
    return join.join([part for part in parts if part and not part.isspace()])


def _is_path(said: Json) -> bool:
    return isinstance(said, str) and not _PLACE.search(said)


def _joining(parts: Sequence[Part], join: str) -> Part:
    return lambda row: joined([part(row) for part in parts], join)


def _part(said: Json) -> Part:
    if isinstance(said, dict):
        literal: str = said["text"]
        return lambda _: literal
    if _PLACE.search(said):
        return _template(said)
    get = Path(said).get

    def part(row: Json) -> str:
        found = get(row)
        return found if type(found) is str else text(found)

    return part


def _template(said: str) -> Part:
    literals = _PLACE.split(said)
    paths = [Path(place) for place in literals[1::2]]
    head, *joiners, tail = literals[::2]

    def fill(row: Json) -> str:
        values = [text(path(row)) for path in paths]
        filled = [index for index, value in enumerate(values) if value.strip()]
        if not filled:
            return ""
        pieces = [head]
        for index in filled:
            pieces += (values[index], joiners[index] if index != filled[-1] else tail)
        return "".join(pieces)

    return fill
