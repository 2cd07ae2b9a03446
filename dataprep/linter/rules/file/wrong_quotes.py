"""DP019: other quotes than JSON's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.finding import Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import outside_texts
from dataprep.linter.rules.file.reading import mistake, problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.linter.rules.literals import literal
from dataprep.linter.splice import encoded
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_SIGN = re.compile(rb'\\.|"', re.DOTALL)


@line_rule("DP019", Severity.ERROR, State.BROKEN)
def wrong_quotes(unreadable: Unreadable) -> Iterator[Problem]:
    """A text stands in other quotes than JSON's.

    ## Why
    JSON has the double quote alone. Single quotes come from Python's `repr` or from
    JavaScript, curly ones from a word processor. Replacing them by hand breaks every text that
    holds an apostrophe.

    ## What to do
    Write the file again with `json.dumps`. `ast.literal_eval` reads a line that Python's
    `repr` wrote.

    ## Fix safety
    Safe: a line that Python wrote is read by Python's own reader of literals, and only where
    JSON has all that it holds. Texts in single quotes elsewhere are rewritten only where the
    whole line is JSON then.
    """
    yield from problems(unreadable, Cause.QUOTES, _cure)


def _cure(data: bytes) -> Fix | None:
    value = literal(data.strip().decode())
    new = encoded(value, b"") if isinstance(value, dict) else _EVERY(data.rstrip())
    if mistake(new):
        return None
    return safe("write texts in double quotes", Splice(0, len(data.rstrip()), new))


def _double(found: re.Match[bytes]) -> bytes:
    return b'"' + _SIGN.sub(_as_json, found["text"]) + b'"'


def _as_json(sign: re.Match[bytes]) -> bytes:
    return {b"\\'": b"'", b'"': b'\\"'}.get(sign[0], sign[0])


_EVERY = outside_texts(rb"'(?P<text>(?:[^'\\]|\\.)*+)'(?=\s*[:,\]}])", _double)
