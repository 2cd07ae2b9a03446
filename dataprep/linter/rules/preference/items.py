"""What a grader finds in reinforcement records: the keys beside the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dataprep.linter.table import OTHER, each
from dataprep.linter.wording import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.table import Table
    from dataprep.records.record import Record

_RESERVED = {"messages", "tools"}


@each
def item_fields(record: Record) -> str:
    """Return the grader's keys of RECORD with the type of each, as one text."""
    kinds = {key: kind(value) for key, value in record.value.items() if key not in _RESERVED}
    return orjson.dumps(kinds, option=orjson.OPT_SORT_KEYS).decode()


def fields(table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the line of each record in TABLE with its keys and their types, where known."""
    column = table.texts(item_fields)
    known = [_fields(text) for text in column.known]
    for line, row in zip(table.lines, column.rows, strict=True):
        if row != OTHER and (found := known[row]) is not None:
            yield line, found


def _fields(text: str) -> dict[str, str] | None:
    try:
        found: dict[str, str] = orjson.loads(text)
    except orjson.JSONDecodeError:  # the text was cut: more keys than a column keeps
        return None
    return found
