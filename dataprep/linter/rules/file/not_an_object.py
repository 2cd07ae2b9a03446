"""DP012: a line that is another JSON value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dataprep.linter.edits import Splice
from dataprep.linter.finding import Fix, Problem, Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.linter.wording import kind, quoted
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Unreadable


@line_rule("DP012", Severity.ERROR, State.NOT_OBJECT)
def not_an_object(unreadable: Unreadable) -> Iterator[Problem]:
    """A line is JSON, but not an object.

    ## Why
    A record is a JSON object. OpenAI answers "Expected file to have JSONL format, where every
    line is a JSON dictionary".

    ## What to do
    Write the record as `{"messages": [...]}`. A string that holds a record was encoded twice.

    ## Fix safety
    Safe: only a string that holds a record is decoded, to the very text it holds. Other lines
    are left alone.
    """
    value = orjson.loads(unreadable.line.data)
    twice = " that holds JSON" if isinstance(value, str) and value.startswith("{") else ""
    words = f"the line is {kind(value)}{twice}, not an object: {quoted(value)}"
    yield Problem("", words, column=1, fix=_decoded(unreadable.line.data, value))


def _decoded(data: bytes, value: Json) -> Fix | None:
    if not isinstance(value, str) or "\n" in value:
        return None
    try:
        inner = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    whole = Splice(0, len(data.rstrip()), value.encode())
    return safe("decode the string", whole) if isinstance(inner, dict) else None
