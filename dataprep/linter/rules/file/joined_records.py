"""DP020: two records on one line."""

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


@line_rule("DP020", Severity.ERROR, State.BROKEN)
def joined_records(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A line holds more than one record.

    ## Why
    Every line is one record: a reader refuses the line, or takes the first record and drops
    the others. It happens where files are joined whose last line had no line feed, and where
    `\n` was written as two characters.

    ## What to do
    Begin a new line for each record, without commas between them. `jq -c . FILE` does it.
    """
    yield from problems(unreadable, Cause.TWO_RECORDS)
