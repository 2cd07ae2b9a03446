"""DP015: a comma too many."""

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

TRAILING = re.compile(rb",\s*([\]}]|$)")


@line_rule("DP015", Severity.ERROR, State.BROKEN)
def trailing_comma(unreadable: Unreadable) -> Iterator[Problem]:
    """A comma stands before a closing bracket or at the end of the line.

    ## Why
    JSON has commas between items only. The last one of a line is left over when an array of
    records was split at its line ends.

    ## What to do
    Remove the comma.
    """
    if found := TRAILING.search(outside_strings(unreadable.line.data)):
        before = found[1].decode() or "the end of the line"
        place = column(unreadable.line.data, found.start())
        yield Problem("", f"a comma before {before}", column=place)
