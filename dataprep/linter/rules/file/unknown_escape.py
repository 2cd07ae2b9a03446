"""DP024: a backslash that escapes nothing."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, safe, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction, inside_texts
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_FOREIGN = re.compile(rb"\\x([0-9a-fA-F]{2})|\\U([0-9a-fA-F]{8})")

_EVERY = inside_texts(
    re.compile(rb"\\(?:(['`$])|.)", re.DOTALL), lambda found: found[1] or found[0]
)


@line_rule("DP024", Severity.ERROR, State.BROKEN)
def unknown_escape(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A backslash stands before a character that needs none, or outside a text.

    ## Why
    JSON has the escapes `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` and `\u` with four
    hexadecimal digits. Others come from other languages (`\'`, `\x41`, `\U0001F600`) or from
    text that was not escaped: a path of Windows, a regular expression, LaTeX.

    ## What to do
    Double the backslash where it is meant as one; write the character itself elsewhere.

    ## Fix safety
    Safe where the backslash stands before a quotation mark or another sign that JavaScript
    escapes and JSON does not (`\'`): the sign is meant. Unsafe elsewhere: `\x41` and
    `\U0001F600` become the character they stand for, and any other backslash is doubled,
    though one that begins a real escape (`\n` in `C:\new`) cannot be told apart.
    """
    yield from problems(unreadable, Cause.ESCAPE, _cure)


def _cure(data: bytes) -> Fix | None:
    if done := correction(data, Cause.ESCAPE, _bare, _EVERY):
        return safe("write the sign without a backslash", done)
    done = correction(data, Cause.ESCAPE, _decoded)
    return unsafe("decode Python's escapes, and double other backslashes", done) if done else None


def _bare(data: bytes, at: int) -> bytes | None:
    return data[:at] + data[at + 1 :] if data[at + 1 : at + 2] in (b"'", b"`", b"$") else None


def _decoded(data: bytes, at: int) -> bytes:
    foreign = _FOREIGN.match(data, at)
    code = int(foreign[1] or foreign[2], 16) if foreign else sys.maxunicode + 1
    if foreign and code <= sys.maxunicode:
        return data[:at] + json.dumps(chr(code))[1:-1].encode() + data[foreign.end() :]
    return data[:at] + b"\\" + data[at:]
