"""DP033: a bracket that does not fit."""

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


@line_rule("DP033", Severity.ERROR, State.BROKEN)
def unbalanced_bracket(unreadable: Unreadable) -> Iterator[Problem]:
    """A bracket closes nothing, or is missing where another one closes.

    ## Why
    Objects and arrays close in the order in which they opened. One bracket too many or too few
    is most often left from an edit by hand, or is what remains of an array of records that was
    split at its line ends.

    ## What to do
    Remove or add the bracket. The message names the one that is open.
    """
    yield from problems(unreadable, Cause.BRACKET)
