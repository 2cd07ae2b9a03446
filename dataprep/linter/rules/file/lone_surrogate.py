"""DP016: half a character."""

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


@line_rule("DP016", Severity.ERROR, State.BROKEN)
def lone_surrogate(unreadable: Unreadable) -> Iterator[Problem]:
    r"""An escape stands for half a character.

    ## Why
    JSON writes a character outside the basic plane, such as an emoji, as two escapes. One of
    them alone (`\ud83d`) is no character: text was cut in the middle of it. Strict readers
    refuse the line.

    ## What to do
    Write both halves or remove the one.
    """
    yield from problems(unreadable, Cause.SURROGATE)
