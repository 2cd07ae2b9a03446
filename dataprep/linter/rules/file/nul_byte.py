"""DP017: NUL bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.records.pointer import column
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable


@line_rule("DP017", Severity.ERROR, State.BROKEN)
def nul_byte(unreadable: Unreadable) -> Iterator[Problem]:
    """A line holds a NUL byte.

    ## Why
    NUL is no character that JSON may hold. It comes from a disk that was full, a file that was
    written while it was copied, or text in UTF-16.

    ## What to do
    Write the file again from its source.
    """
    offset = unreadable.line.data.find(b"\x00")
    if offset >= 0:
        count = unreadable.line.data.count(b"\x00")
        yield Problem("", f"{count} NUL bytes", column=column(unreadable.line.data, offset))
