"""Columns: the tools that a record gives the model, and which of them it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dataprep.linter.rules.tools.calls import meant_calls
from dataprep.linter.rules.tools.definitions import definitions
from dataprep.linter.table import each_beyond

if TYPE_CHECKING:
    from dataprep.records.record import Record

# A column's number has as many bits.
MOST_TOOLS = 64


@each_beyond("")
def toolset(record: Record) -> str:
    """Return the tools of RECORD as one text: the name of each, and whether it is described."""
    found = definitions(record)
    if not found:
        return ""
    tools = [[each.name, bool(str(each.value.get("description") or "").strip())] for each in found]
    return orjson.dumps(tools).decode()


def tools_of(text: str) -> list[tuple[str, bool]]:
    """Return the tools that `toolset` wrote as TEXT; none where the text was cut."""
    try:
        return [(name, described) for name, described in orjson.loads(text or "[]")]
    except orjson.JSONDecodeError:
        return []


@each_beyond(0)
def tools_called(record: Record) -> int:
    """Return which tools of RECORD it calls, the first by the lowest bit."""
    found = definitions(record)
    if not found:
        return 0
    names = {call.name for call in meant_calls(record)}
    return sum(1 << bit for bit, tool in enumerate(found[:MOST_TOOLS]) if tool.name in names)
