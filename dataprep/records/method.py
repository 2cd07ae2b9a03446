"""Which method a record is meant for, told from its keys."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.records.record import Line, Record, read
from dataprep.records.source import lines, parts

if TYPE_CHECKING:
    from dataprep.records.record import Json
    from dataprep.records.source import Source

METHODS = ("sft", "dpo", "rft")

_PAIR = {
    "preferred_output",
    "non_preferred_output",
    "preferred_completion",
    "non_preferred_completion",
}
_CHAT = {"messages", "tools", "parallel_tool_calls", "functions"}


def method_of(value: dict[str, Json]) -> str:
    """Return the method that the record VALUE is meant for: ``sft``, ``dpo`` or ``rft``."""
    match value:
        case {"messages": [*_, {"role": "user"}]} if value.keys() - _CHAT:
            return "rft"
        case {"messages": _}:
            return "sft"
        case _:
            return "dpo" if value.keys() & _PAIR else "sft"


def usual_method(source: Source) -> str:
    """Return the method of most records at the beginning of SOURCE; ``sft`` where none leads."""
    found = (read(Line("", 0, data)) for data in lines(_beginning(source)))
    tally = Counter(method_of(record.value) for record in found if isinstance(record, Record))
    return max(METHODS, key=tally.__getitem__)


def _beginning(source: Source) -> bytes:
    """Return the head of SOURCE, or more where its first line is longer."""
    head = source.head[source.kind.mark :]
    if b"\n" in head or source.rest:
        return head
    first = next(parts(source), None)
    return first.read() if first else b""
