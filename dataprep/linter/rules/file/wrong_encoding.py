"""DP013: a line that is not UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable


@line_rule("DP013", Severity.ERROR, State.NOT_TEXT)
def wrong_encoding(unreadable: Unreadable) -> Iterator[Problem]:
    """A line holds a byte that is not UTF-8.

    ## Why
    Training files are read as UTF-8. A byte such as `0xe9` alone comes from a file in Latin-1
    or Windows-1252, or from text that was cut inside a character.

    ## What to do
    Find the encoding the text was written in and convert it, for instance with
    `iconv -f WINDOWS-1252 -t UTF-8`.
    """
    yield Problem("", f"not UTF-8: {unreadable.message}", column=unreadable.column)
