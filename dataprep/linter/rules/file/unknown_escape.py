"""DP024: a backslash that escapes nothing."""

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


@line_rule("DP024", Severity.ERROR, State.BROKEN)
def unknown_escape(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A backslash stands before a character that needs none, or outside a text.

    ## Why
    JSON has the escapes `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` and `\u` with four
    hexadecimal digits. Others come from other languages (`\'`, `\x41`, `\U0001F600`) or from
    text that was not escaped: a path of Windows, a regular expression, LaTeX.

    ## What to do
    Double the backslash where it is meant as one; write the character itself elsewhere.
    """
    yield from problems(unreadable, Cause.ESCAPE)
