"""DP502: a record that is there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import whole
from dataprep.linter.edits import DropLine
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import dataset_rule
from dataprep.linter.table import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP502", Severity.WARNING, numbers=[whole])
def duplicate_record(table: Table, context: Context) -> Iterator[Problem]:
    """A record is the same as an earlier one.

    ## Why
    Each copy is billed and trained like a record of its own, and counts more than the others
    for no reason. Copies most often come from joining files that overlap.

    ## What to do
    Remove the copies. To show a record more often on purpose, train more epochs.

    ## Fix safety
    Unsafe: a record may be there twice on purpose, to count for more. The first one stays.
    """
    for first, *copies in groups(table.numbers(whole)):
        for row in copies:
            message = f"the same record as in line {table.lines[first]}"
            fix = unsafe("remove the line", DropLine())
            yield Problem("", message, line=table.lines[row], fix=fix)
