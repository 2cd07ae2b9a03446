"""DP017: NUL bytes."""

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


@line_rule("DP017", Severity.ERROR, State.BROKEN)
def nul_byte(unreadable: Unreadable) -> Iterator[Problem]:
    """A line holds a NUL byte.

    ## Why
    NUL is no character that JSON may hold. It comes from a disk that was full, a file that was
    written while it was copied, or text in UTF-16.

    ## What to do
    Write the file again from its source.
    """
    yield from problems(unreadable, Cause.NUL)
