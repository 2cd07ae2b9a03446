"""DP016: half a character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction, inside_texts
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_EVERY = inside_texts(
    re.compile(rb"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<half>\\u[dD][89a-fA-F]..)|\\.", re.DOTALL),
    lambda found: rb"\ufffd" if found["half"] else found[0],
)


@line_rule("DP016", Severity.ERROR, State.BROKEN)
def lone_surrogate(unreadable: Unreadable) -> Iterator[Problem]:
    r"""An escape stands for half a character.

    ## Why
    JSON writes a character outside the basic plane, such as an emoji, as two escapes. One of
    them alone (`\ud83d`) is no character: text was cut in the middle of it. Strict readers
    refuse the line.

    ## What to do
    Write both halves or remove the one.

    ## Fix safety
    Unsafe: the sign for a character that cannot be read (U+FFFD) takes its place. Which
    character it was is not known, and the sign is reported by `replacement-character`.
    """
    yield from problems(unreadable, Cause.SURROGATE, _cure)


def _cure(data: bytes) -> Fix | None:
    done = correction(data, Cause.SURROGATE, _replaced, _EVERY)
    return unsafe("write U+FFFD in its place", done) if done else None


def _replaced(data: bytes, at: int) -> bytes:
    return data[:at] + b"\\ufffd" + data[at + len(b"\\ud83d") :]
