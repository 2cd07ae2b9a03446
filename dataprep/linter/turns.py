"""The turns of a conversation: who speaks, in which order, and what of it is trained."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable

    from dataprep.records.record import Json, Pointer, Record


_ROLE = itemgetter("role")


class Turn(NamedTuple):
    """One message without its content. WEIGHT is None where the message has none."""

    role: str
    weight: Json
    at: Pointer


def signature(record: Record) -> Hashable:
    """Return what only records share whose turns are the same; RECORD passed its schema.

    Of a plain record, that is its roles alone.
    """
    if record.roles:
        return record.roles
    value = record.value
    if "messages" in value:
        return _signature(value["messages"])
    prompt, outputs = value["input"]["messages"], value["preferred_output"]
    return (len(prompt), _signature(prompt + outputs + value["non_preferred_output"]))


def turns(record: Record) -> tuple[Turn, ...]:
    """Return the turns of RECORD, in the order of its messages."""
    return tuple(
        Turn(message["role"], message.get("weight"), at) for at, message in record.messages
    )


def _signature(messages: list[Json]) -> Hashable:
    return tuple(map(_ROLE, messages)), tuple(_weight(message) for message in messages)


def _weight(message: dict[str, Json]) -> Hashable:
    """Return the weight of MESSAGE; a target that knows none takes objects and lists too."""
    weight = message.get("weight")
    return repr(weight) if isinstance(weight, dict | list) else weight
