"""DP020: two records on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.finding import Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.reading import mistake, problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

# A line feed may be written as a backslash and an n.
_BETWEEN = b",; \t\r\\n"


@line_rule("DP020", Severity.ERROR, State.BROKEN)
def joined_records(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A line holds more than one record.

    ## Why
    Every line is one record: a reader refuses the line, or takes the first record and drops
    the others. It happens where files are joined whose last line had no line feed, and where
    `\n` was written as two characters.

    ## What to do
    Begin a new line for each record, without commas between them. `jq -c . FILE` does it.

    ## Fix safety
    Safe: each record gets the line it has to stand on. What stood between two records (spaces,
    a comma, a line feed written as two characters) goes.
    """
    yield from problems(unreadable, Cause.TWO_RECORDS, _cure)


def _cure(data: bytes) -> Fix | None:
    end = b"\r\n" if data.endswith(b"\r") else b"\n"
    begun, found = 0, mistake(data)
    splices = []
    while found and found.cause is Cause.TWO_RECORDS and data[begun:].lstrip()[:1] == b"{":
        next_one = begun + found.offset
        splices.append(Splice(len(data[:next_one].rstrip(_BETWEEN)), next_one, end))
        begun = next_one
        found = mistake(data[begun:])
    return safe("begin a line for each record", *splices) if splices else None
