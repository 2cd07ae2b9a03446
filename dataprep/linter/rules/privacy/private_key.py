"""DP602: a private key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.chance import bits
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

# Lines may end in a line feed or, in a text inside a text, in a backslash and an n.
_BLOCK = re.compile(
    r"-----BEGIN ((?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?)-----"
    r"(?:\s|\\+[nr]|[A-Z][A-Za-z-]+: [^\n\\]+)*"
    r"((?:[A-Za-z0-9+/]|\s|\\+[nr]){64,})"
)
# The most regular of them, those of OpenSSH, have runs of one letter, and more bits than this.
LEAST_BITS = 4
_BREAK = re.compile(r"\s|\\+[nr]")


@record_rule("DP602", Severity.ERROR, trigger=r"private key(?: block)?-----")
def private_key(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds a private key.

    ## Why
    A private key is all that is needed to act as its owner. A model learns it by heart, and
    whoever gets the file can read it.

    ## What to do
    Replace the key pair where it is in use, and cut the key out of the data: the first line, an
    ellipsis and the last line show what is meant.

    ## Fix safety
    Unsafe: the text changes. An ellipsis stands for the key between its first and its last
    line. A key that was in the file has to be replaced all the same.
    """
    for at, text in strings(record):
        for found in _BLOCK.finditer(text):
            if bits(_BREAK.sub("", found[2])) >= LEAST_BITS:
                start = found.start(2)
                fix = unsafe("cut it out", Reword(at, start, start + len(found[2].rstrip()), "…"))
                yield Problem(at, f"a private key: '-----BEGIN {found[1]}-----'", fix=fix)
