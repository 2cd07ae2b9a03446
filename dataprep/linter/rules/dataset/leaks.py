"""What validation shares with training: where in the training files a number stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.linter.table import Number, Table


def places(training: Sequence[Table], validation: Table, column: Number) -> dict[int, str]:
    """Return, for each number of COLUMN that both sides have, where training has it first."""
    wanted = set(validation.numbers(column)) - {0}
    found: dict[int, str] = {}
    for table in training:
        for row, number in enumerate(table.numbers(column)):
            if number in wanted:
                wanted.remove(number)
                found[number] = f"line {table.lines[row]} of {table.path}"
    return found
