"""Which method a record is meant for, told from its keys."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.records.record import Line, Record, read

if TYPE_CHECKING:
    from dataprep.records.record import Json

METHODS = ("sft", "dpo", "rft")

_PAIR = ("preferred_", "non_preferred_")
_CHAT = {"messages", "tools", "parallel_tool_calls", "functions"}


def method_of(value: dict[str, Json]) -> str:
    """Return the method that the record VALUE is meant for: ``sft``, ``dpo`` or ``rft``."""
    if any(key.startswith(_PAIR) for key in value):
        return "dpo"
    match value:
        case {"messages": [*_, {"role": "user"}]} if value.keys() - _CHAT:
            return "rft"
        case _:
            return "sft"


def usual_method(head: bytes) -> str:
    """Return the method of most records in HEAD, a file's first bytes; in doubt, ``sft``."""
    found = (read(Line("", 0, data)) for data in head.split(b"\n"))
    tally = Counter(method_of(record.value) for record in found if isinstance(record, Record))
    return max(METHODS, key=tally.__getitem__)
