"""The turns of a conversation: who speaks, in which order, and what of it is trained."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dataprep.records.record import Json, Pointer, Record


class Turn(NamedTuple):
    """One message without its content. WEIGHT is None where the message has none."""

    role: str
    weight: Json
    at: Pointer


def signature(record: Record) -> tuple[tuple[str, Json], ...]:
    """Return what two records share whose turns are the same; the record passed its schema."""
    messages = record.value.get("messages")
    if messages is None:
        value = record.value
        messages = value["input"]["messages"] + value["preferred_output"]
    return tuple([(message["role"], message.get("weight")) for message in messages])


def turns(record: Record) -> tuple[Turn, ...]:
    """Return the turns of RECORD; of a pair, those of the input and of the preferred output."""
    places = (at for at, _ in record.messages)
    return tuple(
        Turn(role, weight, at)
        for (role, weight), at in zip(signature(record), places, strict=False)
    )
