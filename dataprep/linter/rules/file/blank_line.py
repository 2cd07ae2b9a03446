"""DP010: a blank line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import DropLine
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable


@line_rule("DP010", Severity.WARNING, State.BLANK)
def blank_line(unreadable: Unreadable) -> Iterator[Problem]:
    """A line is blank.

    ## Why
    Every line of a training file is a record. Some readers skip a blank line, others count it
    as a broken record. The line feed at the end of the file starts no blank line.

    ## What to do
    Remove the line.

    ## Fix safety
    Safe: the line holds nothing.
    """
    yield Problem("", "the line is blank", fix=safe("remove the line", DropLine()))
