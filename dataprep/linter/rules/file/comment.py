"""DP025: a comment."""

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


@line_rule("DP025", Severity.ERROR, State.BROKEN)
def comment(unreadable: Unreadable) -> Iterator[Problem]:
    """A line holds a comment.

    ## Why
    JSON has no comments; JSON5 and JSON with comments are other formats, which no provider
    reads.

    ## What to do
    Remove it. What is to be kept of a record belongs in a file beside the training data.
    """
    yield from problems(unreadable, Cause.COMMENT)
