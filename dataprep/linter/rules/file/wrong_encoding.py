"""DP013: a line that is not UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.encoding import encoding_of, mostly_utf_8
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
    Convert the file from the encoding that the message names, for instance with
    `iconv -f WINDOWS-1252 -t UTF-8`. Where the rest of the line is UTF-8, mend the one place.

    ## Fix safety
    Unsafe: the encoding is told from the bytes of the line, which may mislead. A line that is
    UTF-8 but for a few bytes is left alone.
    """
    data = unreadable.line.data
    likely, fix = "", None
    if mostly_utf_8(data):
        likely = "; the rest of the line is UTF-8"
    elif known := encoding_of(data):
        likely = f"; the line reads as {known.name}"
        decoded = Splice(0, len(data), data.decode(known.codec).encode())
        fix = unsafe(f"read the line as {known.name}", decoded)
    words = f"not UTF-8: {unreadable.message}{likely}"
    yield Problem("", words, column=unreadable.column, fix=fix)
