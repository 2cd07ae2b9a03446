"""DP023: a control character inside a text."""

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


@line_rule("DP023", Severity.ERROR, State.BROKEN)
def raw_control_character(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A text holds a raw tab, carriage return or other control character.

    ## Why
    JSON wants control characters escaped, so that a record stays on its line. They stand there
    raw where a record was put together from pieces of text and not with a JSON writer.

    ## What to do
    Write `\t` for a tab and `\r` for a carriage return, or write the file again with
    `json.dumps`.
    """
    yield from problems(unreadable, Cause.CONTROL)
