"""DP011: a line that is not JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable


@line_rule("DP011", Severity.ERROR, State.BROKEN, fallback=True)
def broken_json(unreadable: Unreadable) -> Iterator[Problem]:
    """A line is not valid JSON.

    ## Why
    The line cannot be read. OpenAI answers "Example 1273 cannot be parsed. Error: line
    contains invalid json" once the job has started.

    ## What to do
    Go to the column that the message names. Common causes: a record cut off or spread over
    two lines, a quote or backslash that was not escaped, a missing comma.
    """
    yield Problem("", f"cannot be read as JSON: {unreadable.message}", column=unreadable.column)
