"""DP014: NaN and Infinity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction, outside_texts
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import WORD, Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_EVERY = outside_texts(rb"(?i:[-+]?(?:nan|inf(?:inity)?))(?!\w)", lambda _: b"null")


@line_rule("DP014", Severity.ERROR, State.BROKEN)
def nan_literal(unreadable: Unreadable) -> Iterator[Problem]:
    """A number is written as NaN or Infinity, which JSON does not have.

    ## Why
    Python's `json.dumps` writes them by default; a strict reader refuses the line.

    ## What to do
    Write `null` or leave the key out. `json.dumps(..., allow_nan=False)` finds the place.

    ## Fix safety
    Unsafe: `null` says that there is no value, which is what was most likely meant.
    """
    yield from problems(unreadable, Cause.NOT_FINITE, _cure)


def _cure(data: bytes) -> Fix | None:
    done = correction(data, Cause.NOT_FINITE, _as_null, _EVERY)
    return unsafe("write null", done) if done else None


def _as_null(data: bytes, at: int) -> bytes | None:
    word = WORD.match(data, at)
    return data[:at] + b"null" + data[word.end() :] if word else None
