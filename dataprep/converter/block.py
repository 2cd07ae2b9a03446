"""Blocks: some hundred rows at once, to be had one by one or column by column.

What is asked of a column at once costs a fraction of what it costs in each row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataprep.records.record import Json

# As many as fit, with the records they become, into the caches of a processor.
BLOCK_ROWS = 500


class Block(Protocol):
    """Rows that follow one another."""

    def __len__(self) -> int:
        """Return how many there are."""
        ...

    def __getitem__(self, index: int, /) -> Json:
        """Return the row at INDEX; a line that is not JSON is its bytes."""
        ...

    def column(self, name: str) -> Sequence[Json] | None:
        """Return what each row has as NAME, or None; where there is no such column, only None."""
        ...


@dataclass(frozen=True, slots=True)
class Rows:
    """A block of ROWS that came one by one."""

    rows: Sequence[Json]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)

    def __getitem__(self, index: int, /) -> Json:
        """Return the row at INDEX."""
        return self.rows[index]

    def column(self, name: str) -> Sequence[Json] | None:
        """Return what each row has as NAME, if any has it; what is no object has nothing."""
        cells = [row.get(name) if type(row) is dict else None for row in self.rows]
        return cells if any(cell is not None for cell in cells) else None


@dataclass(frozen=True, slots=True)
class Columns:
    """A block of SIZE rows that came as COLUMNS."""

    columns: Mapping[str, Sequence[Json]]
    size: int

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self.size

    def __getitem__(self, index: int, /) -> Json:
        """Return the row at INDEX, an object with all of the columns."""
        return {name: cells[index] for name, cells in self.columns.items()}

    def column(self, name: str) -> Sequence[Json] | None:
        """Return the column NAME, if there is one."""
        return self.columns.get(name)


def rows_of(block: Block) -> Sequence[Json]:
    """Return the rows of BLOCK."""
    return [block[index] for index in range(len(block))]
