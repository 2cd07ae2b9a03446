"""DP032: line ends of old."""

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


@line_rule("DP032", Severity.ERROR, State.BROKEN)
def bare_carriage_return(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A carriage return alone ends a line.

    ## Why
    Lines end with a line feed, or with a carriage return and a line feed. Old programs for the
    Mac write the carriage return alone: to every reader the whole file is then one line.

    ## What to do
    Write line feeds, for instance with `tr '\r' '\n'`.
    """
    yield from problems(unreadable, Cause.RETURN)
