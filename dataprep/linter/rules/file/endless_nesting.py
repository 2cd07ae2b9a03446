"""DP031: brackets in brackets."""

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


@line_rule("DP031", Severity.ERROR, State.BROKEN)
def endless_nesting(unreadable: Unreadable) -> Iterator[Problem]:
    """Brackets are nested deeper than readers go.

    ## Why
    Readers stop at some depth, to be safe from endless brackets: many at 64 or 128, few go
    beyond 1,000. Such a line is most often the output of a program that went wrong.

    ## What to do
    Remove the record, or write what is nested as text.
    """
    yield from problems(unreadable, Cause.DEPTH)
