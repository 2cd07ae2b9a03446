"""DP018: a literal of another language."""

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


@line_rule("DP018", Severity.ERROR, State.BROKEN)
def foreign_literal(unreadable: Unreadable) -> Iterator[Problem]:
    """A value is written as another language writes it: `True`, `None`, `undefined`.

    ## Why
    JSON knows `true`, `false` and `null`, in lower case. Lines with `True` and `None` were
    most often written with Python's `str` or `repr` in place of `json.dumps`.

    ## What to do
    Write the file again with `json.dumps`, or write `true`, `false` or `null`.
    """
    yield from problems(unreadable, Cause.LITERAL)
