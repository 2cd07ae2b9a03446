"""DP015: a comma too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, safe, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction, outside_texts
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_EVERY = outside_texts(rb",(?=\s*(?:[}\]]|\Z))", lambda _: b"")


@line_rule("DP015", Severity.ERROR, State.BROKEN)
def trailing_comma(unreadable: Unreadable) -> Iterator[Problem]:
    """A comma stands before a closing bracket or at the end of the line, or nothing before it.

    ## Why
    JSON has commas between items only. The last one of a line is left over when an array of
    records was split at its line ends; two in a row, where an item was deleted by hand.

    ## What to do
    Remove the comma.

    ## Fix safety
    Safe where the comma stands before a closing bracket or at the end of the line: nothing is
    missing there. Unsafe for two commas in a row or one after an opening bracket, where an
    item may have been lost.
    """
    yield from problems(unreadable, Cause.COMMA, _cure)


def _cure(data: bytes) -> Fix | None:
    if done := correction(data, Cause.COMMA, _without_last, _EVERY):
        return safe("remove the comma", done)
    done = correction(data, Cause.COMMA, _without)
    return unsafe("remove the comma", done) if done else None


def _without_last(data: bytes, at: int) -> bytes | None:
    return _without(data, at) if data[at + 1 :].lstrip()[:1] in (b"", b"}", b"]") else None


def _without(data: bytes, at: int) -> bytes:
    return data[:at] + data[at + 1 :]
