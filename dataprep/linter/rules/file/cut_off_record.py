"""DP027: a record without its end."""

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


@line_rule("DP027", Severity.ERROR, State.BROKEN)
def cut_off_record(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A line ends before its record does.

    ## Why
    The rest of the record is missing: the program that wrote the file was stopped, a disk was
    full, or a text holds a line feed that was not escaped, and the record goes on in the next
    line.

    ## What to do
    Write the record again. Where it goes on in the next line, join the two with `\n`.
    """
    yield from problems(unreadable, Cause.CUT)
