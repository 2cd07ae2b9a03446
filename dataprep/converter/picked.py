"""Rows that were taken from their places: each says where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from dataprep.converter.json_rows import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json


class Row(NamedTuple):
    """A row by itself: the file it comes from, its number there, and the object or its line."""

    path: str
    number: int
    value: Json


@dataclass(frozen=True, slots=True)
class Picked:
    """Rows in an order of their own, perhaps of several files."""

    picked: tuple[Row, ...]

    @property
    def path(self) -> str:
        """The file of the first."""
        return self.picked[0].path

    def first(self, count: int) -> Picked:
        """Return its first COUNT rows, or all where it has no more."""
        return replace(self, picked=self.picked[:count])

    def rows(self) -> Iterator[Json]:
        """Give the rows."""
        return (row_of(v) if isinstance(v, bytes) else v for _, _, v in self.picked)
