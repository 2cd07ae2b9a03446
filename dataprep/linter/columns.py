"""Columns that several rules about all records read: what of a record, as a number or a text.

Each is a function of a `Record` that passed its schema. Hashes are of 64 bits: among 10⁸
records, two unlike ones share one with a chance below 1 in 3,000. 0 stands for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import xxhash

if TYPE_CHECKING:
    from dataprep.records.record import Json, Record


def whole(record: Record) -> int:
    """Return a hash of the whole record."""
    return xxhash.xxh3_64_intdigest(record.text)


def prompt(record: Record) -> int:
    """Return a hash of all messages before the last answer (of a pair: of its input)."""
    messages = record.value.get("messages")
    if messages is None:
        return _hash(record.value["input"]["messages"])
    if messages[-1]["role"] == "assistant":
        messages = messages[:-1]
    return _hash(messages) if messages else 0


def _hash(value: Json) -> int:
    return xxhash.xxh3_64_intdigest(orjson.dumps(value))
