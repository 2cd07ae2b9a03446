"""DP016: half a character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.records.pointer import column
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable

# An escaped backslash, a whole pair, or (group 1) a half.
ESCAPE = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


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
    for found in ESCAPE.finditer(unreadable.line.data):
        if found[1]:
            half = found[1].decode()
            place = column(unreadable.line.data, found.start(1))
            yield Problem("", f"{half} is half of a surrogate pair", column=place)
            return
