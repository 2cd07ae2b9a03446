"""DP015: a comma too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Problem
    from dataprep.records.record import Unreadable


@line_rule("DP015", Severity.ERROR, State.BROKEN)
def trailing_comma(unreadable: Unreadable) -> Iterator[Problem]:
    """A comma stands before a closing bracket or at the end of the line, or nothing before it.

    ## Why
    JSON has commas between items only. The last one of a line is left over when an array of
    records was split at its line ends; two in a row, where an item was deleted by hand.

    ## What to do
    Remove the comma.
    """
    yield from problems(unreadable, Cause.COMMA)
