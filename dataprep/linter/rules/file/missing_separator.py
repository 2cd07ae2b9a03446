"""DP028: a comma or colon that is missing."""

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


@line_rule("DP028", Severity.ERROR, State.BROKEN)
def missing_separator(unreadable: Unreadable) -> Iterator[Problem]:
    """A comma or a colon is missing.

    ## Why
    Values stand apart by commas, a key and its value by a colon. OpenAI answers "line contains
    invalid json: Expecting ',' delimiter" once the job has started.

    ## What to do
    Put the comma or colon in the column that the finding names.
    """
    yield from problems(unreadable, Cause.SEPARATOR)
