"""DP032: line ends of old."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.finding import Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.pointer import STRING
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_RETURN = re.compile(STRING.pattern + rb"|(\})[ \t\r\n]*\r(?=[ \t]*\{)", re.DOTALL)


@line_rule("DP032", Severity.ERROR, State.BROKEN)
def bare_carriage_return(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A carriage return alone ends a line.

    ## Why
    Lines end with a line feed, or with a carriage return and a line feed. Old programs for the
    Mac write the carriage return alone: to every reader the whole file is then one line.

    ## What to do
    Write line feeds, for instance with `tr '\r' '\n'`.

    ## Fix safety
    Safe: the line feed ends the line that the carriage return was to end.
    """
    yield from problems(unreadable, Cause.RETURN, _cure)


def _cure(data: bytes) -> Fix:
    # A carriage return never stands raw inside a text.
    return safe("end lines with a line feed", Splice(0, len(data), _RETURN.sub(_ended, data)))


def _ended(found: re.Match[bytes]) -> bytes:
    return found[1] + b"\n" if found[1] else found[0]
