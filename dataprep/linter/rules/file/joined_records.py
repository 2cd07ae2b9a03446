"""DP020: two records on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

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

_BRACKET = re.compile(STRING.pattern + rb"|[\[\]{}]", re.DOTALL)
# A line feed may be written as a backslash and an n.
_GAP = re.compile(rb"(?:[,; \t\r]|\\[nrt])*")


@line_rule("DP020", Severity.ERROR, State.BROKEN)
def joined_records(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A line holds more than one record.

    ## Why
    Every line is one record: a reader refuses the line, or takes the first record and drops
    the others. It happens where files are joined whose last line had no line feed, and where
    `\n` was written as two characters.

    ## What to do
    Begin a new line for each record, without commas between them. `jq -c . FILE` does it.

    ## Fix safety
    Safe: each record gets the line it has to stand on. What stood between two records (spaces,
    a comma, a line feed written as two characters) goes.
    """
    yield from problems(unreadable, Cause.TWO_RECORDS, _cure)


def _cure(data: bytes) -> Fix | None:
    end = b"\r\n" if data.endswith(b"\r") else b"\n"
    begun = depth = 0
    splices = []
    for token in _BRACKET.finditer(data):
        depth += (token[0] in b"{[") - (token[0] in b"}]")
        gap = _GAP.match(data, token.end()) if depth == 0 else None
        if gap is None:
            continue
        if data[gap.end() : gap.end() + 1] != b"{" or not _is_record(data[begun : gap.start()]):
            break
        splices.append(Splice(*gap.span(), end))
        begun = gap.end()
    return safe("begin a line for each record", *splices) if splices else None


def _is_record(data: bytes) -> bool:
    try:
        return isinstance(orjson.loads(data), dict)
    except orjson.JSONDecodeError:
        return False
