"""DP034: a number that is none in JSON."""

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


@line_rule("DP034", Severity.ERROR, State.BROKEN)
def malformed_number(unreadable: Unreadable) -> Iterator[Problem]:
    """A number is written in a way that JSON does not have, or is larger than any.

    ## Why
    JSON writes numbers in decimal, without a plus sign, leading zeros or underscores, and with
    digits on both sides of the point. What goes beyond 1.8e308 becomes infinity in some readers,
    and is refused by others.

    ## What to do
    Write `0.5` for `.5` and `7` for `007`; put a number that is a name, such as a postcode, in
    quotes.
    """
    yield from problems(unreadable, Cause.NUMBER)
