"""DP014: NaN and Infinity."""

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


@line_rule("DP014", Severity.ERROR, State.BROKEN)
def nan_literal(unreadable: Unreadable) -> Iterator[Problem]:
    """A number is written as NaN or Infinity, which JSON does not have.

    ## Why
    Python's `json.dumps` writes them by default; a strict reader refuses the line.

    ## What to do
    Write `null` or leave the key out. `json.dumps(..., allow_nan=False)` finds the place.
    """
    yield from problems(unreadable, Cause.NOT_FINITE)
