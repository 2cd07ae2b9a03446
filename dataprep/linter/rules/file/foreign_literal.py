"""DP018: a literal of another language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, safe, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction, outside_texts
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import WORD, Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_SAME = {b"true": b"true", b"false": b"false"} | dict.fromkeys((b"null", b"none", b"nil"), b"null")

_EVERY = outside_texts(
    rb"(?i:\b(?:" + b"|".join(_SAME) + rb")\b)", lambda found: _SAME[found[0].lower()]
)


@line_rule("DP018", Severity.ERROR, State.BROKEN)
def foreign_literal(unreadable: Unreadable) -> Iterator[Problem]:
    """A value is written as another language writes it: `True`, `None`, `undefined`.

    ## Why
    JSON knows `true`, `false` and `null`, in lower case. Lines with `True` and `None` were
    most often written with Python's `str` or `repr` in place of `json.dumps`.

    ## What to do
    Write the file again with `json.dumps`, or write `true`, `false` or `null`.

    ## Fix safety
    Safe for other spellings of `true`, `false` and `null`. Unsafe for `undefined`:
    JavaScript's own writer leaves such a key out.
    """
    yield from problems(unreadable, Cause.LITERAL, _cure)


def _cure(data: bytes) -> Fix | None:
    if done := correction(data, Cause.LITERAL, partial(_as_json, known=_SAME), _EVERY):
        return safe("write the value as JSON does", done)
    done = correction(data, Cause.LITERAL, partial(_as_json, known={b"undefined": b"null"}))
    return unsafe("write null", done) if done else None


def _as_json(data: bytes, at: int, *, known: dict[bytes, bytes]) -> bytes | None:
    word = WORD.match(data, at)
    literal = known.get(word[0].lower()) if word else None
    return data[:at] + literal + data[word.end() :] if word and literal else None
