"""DP014: NaN and Infinity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.records.pointer import column, outside_strings
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable

LITERAL = re.compile(rb"-?\b(?:NaN|Infinity)\b")


@line_rule("DP014", Severity.ERROR, State.BROKEN)
def nan_literal(unreadable: Unreadable) -> Iterator[Problem]:
    """A number is written as NaN or Infinity, which JSON does not have.

    ## Why
    Python's `json.dumps` writes them by default; a strict reader refuses the line.

    ## What to do
    Write `null` or leave the key out. `json.dumps(..., allow_nan=False)` finds the place.
    """
    if found := LITERAL.search(outside_strings(unreadable.line.data)):
        name = found[0].decode()
        yield Problem("", f"{name} is not JSON", column=column(unreadable.line.data, found.start()))
