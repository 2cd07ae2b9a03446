r"""DP022: a character that some readers take for a line end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.exact import leaves
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import record_rule
from dataprep.records.pointer import column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

BREAK = r"\xe2\x80[\xa8\xa9]|\xc2\x85"

_BREAK = re.compile(BREAK.encode())
_NAMES = {"\u2028": "line separator", "\u2029": "paragraph separator", "\x85": "next line"}


@record_rule("DP022", Severity.WARNING, trigger=BREAK, spelling=True)
def raw_line_separator(record: Record, context: Context) -> Iterator[Problem]:
    r"""A text holds a raw character that some readers take for the end of the line.

    ## Why
    U+2028, U+2029 and U+0085 are allowed in JSON, but Python's `splitlines`, some editors and
    some readers of JSON Lines end a line there, and the record falls apart. They come from web
    pages and word processors, and nobody sees them.

    ## What to do
    Write a line feed (`\n`) where a new line is meant, else the escape `\u2028`.

    ## Fix safety
    Safe: the escape stands for the same character.
    """
    data = record.line.data
    if found := _BREAK.search(data):
        char = found[0].decode()
        at = next((at for at, text in leaves(record.value) if char in str(text)), "")
        words = f"a raw {_NAMES[char]} (U+{ord(char):04X}) inside a text"
        escapes = [
            Splice(*m.span(), rb"\u%04x" % ord(m[0].decode())) for m in _BREAK.finditer(data)
        ]
        fix = safe("escape the characters", *escapes)
        yield Problem(at, words, column=column(data, found.start()), fix=fix)
