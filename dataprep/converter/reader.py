"""A reader turns rows of one format into examples: what a definition says, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter.path import Path
from dataprep.converter.shape import Columnar, Unconvertible, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.converter.block import Block
    from dataprep.converter.condition import Condition
    from dataprep.converter.shape import Example, Shape, Sides
    from dataprep.records.record import Json

# Where a group of rows keeps them, beside the columns of the first that has each.
GROUPED = "rows"


@dataclass(frozen=True, slots=True)
class Reader:
    """SHAPE, and what comes before it: LEVELS lead to the rows within a row, SKIP drops some.

    A level that a row does not have is passed over: a file that is one object around a list of
    rows comes as these rows already.
    """

    shape: Shape
    levels: Sequence[Path] = ()
    skip: Sequence[Condition] = ()
    grouped: bool = False

    def rows(self, row: Json) -> Sequence[Json]:
        """Return the rows within ROW, or itself where it holds none, so that it is counted.

        An inner row has the columns around it too.
        """
        return (isinstance(row, dict) and list(_within(row, self.levels))) or (row,)

    def size(self, row: Json) -> int:
        """Return how many rows of the source ROW stands for."""
        return len(row[GROUPED]) if self.grouped and isinstance(row, dict) else 1

    def sides(self, block: Block) -> Sides | None:
        """Return what is asked and answered in each row of BLOCK, if that is all it says.

        None says that the rows have to be looked at one by one. So has a row with a blank side.
        """
        if self.levels or self.skip or self.grouped or not isinstance(self.shape, Columnar):
            return None
        return self.shape.sides(block)

    def examples(self, row: Json) -> Sequence[Example]:
        """Return what ROW says.

        Raises:
            Unconvertible: it is no row of this format, or one to skip.
        """
        if not isinstance(row, dict):
            raise Unconvertible(_unread(row))
        for condition in self.skip:
            if condition(row):
                raise Unconvertible(condition.reason)
        return self.shape.examples(row)


def levels(said: str) -> list[Path]:
    """Return where the rows are that a definition SAID: ``data[].paragraphs[]`` has two levels."""
    return [Path(step.strip(".")) for step in said.split("[]") if step]


def _within(row: dict[str, Json], levels: Sequence[Path]) -> Iterator[dict[str, Json]]:
    if not levels:
        yield row
        return
    first, *rest = levels
    found = first(row)
    if found is None:
        yield from _within(row, rest)
        return
    around = {key: value for key, value in row.items() if key != first.text}
    for item in listed(found):
        if isinstance(item, dict):
            yield from _within({**around, **item}, rest)


def _unread(row: Json) -> str:
    """Return why ROW, which is no object, cannot be turned; a line that is not JSON is bytes."""
    if not isinstance(row, bytes):
        return "not-an-object"
    try:
        row.decode()
    except UnicodeDecodeError:
        return "not-utf-8"
    return "not-json"
