"""DP019: other quotes than JSON's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.finding import Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction
from dataprep.linter.rules.file.reading import mistake, problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.linter.rules.literals import literal
from dataprep.linter.splice import encoded
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_SINGLE = re.compile(rb"'((?:[^'\\]|\\.)*+)'(?=\s*[:,\]}])", re.DOTALL)
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
    new = _from_python(data) or correction(data, Cause.QUOTES, _single)
    parses = new and mistake(new.data) is None
    return safe("write texts in double quotes", new) if new and parses else None


def _from_python(data: bytes) -> Splice | None:
    text = data.strip()
    value = literal(text.decode())
    return Splice(0, len(data.rstrip()), encoded(value, b"")) if isinstance(value, dict) else None


def _single(data: bytes, at: int) -> bytes | None:
    found = _SINGLE.match(data, at)
    if found is None:
        return None
    text = _SIGN.sub(_as_json, found[1])
    return data[:at] + b'"' + text + b'"' + data[found.end() :]


def _as_json(sign: re.Match[bytes]) -> bytes:
    return {b"\\'": b"'", b'"': b'\\"'}.get(sign[0], sign[0])
