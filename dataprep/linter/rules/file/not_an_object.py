"""DP012: a line that is another JSON value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.linter.wording import kind, quoted
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable


@line_rule("DP012", Severity.ERROR, State.NOT_OBJECT)
def not_an_object(unreadable: Unreadable) -> Iterator[Problem]:
    """A line is JSON, but not an object.

    ## Why
    A record is a JSON object. OpenAI answers "Expected file to have JSONL format, where every
    line is a JSON dictionary".

    ## What to do
    Write the record as `{"messages": [...]}`. A string that holds a record was encoded twice.
    """
    value = orjson.loads(unreadable.line.data)
    twice = " that holds JSON" if isinstance(value, str) and value.startswith("{") else ""
    words = f"the line is {kind(value)}{twice}, not an object: {quoted(value)}"
    yield Problem("", words, column=1)
