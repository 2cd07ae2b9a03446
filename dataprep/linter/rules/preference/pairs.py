"""What the two outputs of a preference record say, and columns of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import xxhash

from dataprep.linter.table import each

if TYPE_CHECKING:
    from dataprep.records.record import Json, Record


def said(message: dict[str, Json]) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of MESSAGE and its calls, without their ids."""
    content = message.get("content") or message.get("refusal") or ""
    if isinstance(content, list):
        content = "".join(part.get("text", part.get("refusal", "")) for part in content)
    functions = [call["function"] for call in message.get("tool_calls", ())]
    functions += [message["function_call"]] if message.get("function_call") else []
    return content, [(function["name"], function["arguments"]) for function in functions]


def spoken(text: str) -> str:
    """Return TEXT in one case, with single spaces and without the marks at its ends."""
    return " ".join(text.casefold().split()).strip(" .!?\"'")


def outputs(record: Record) -> tuple[dict[str, Json], dict[str, Json]]:
    """Return the preferred and the other output of RECORD."""
    value = record.value
    return value["preferred_output"][0], value["non_preferred_output"][0]


@each
def preferred_length(record: Record) -> int:
    """Return the characters of the preferred output's text."""
    return len(said(outputs(record)[0])[0])


@each
def other_length(record: Record) -> int:
    """Return the characters of the other output's text."""
    return len(said(outputs(record)[1])[0])


@each
def pair(record: Record) -> int:
    """Return a hash of the prompt and both outputs."""
    return _hash(record, *outputs(record))


@each
def swapped(record: Record) -> int:
    """Return the hash that `pair` has where the outputs stand the other way round."""
    preferred, other = outputs(record)
    return _hash(record, other, preferred)


def _hash(record: Record, *messages: dict[str, Json]) -> int:
    prompt = record.value["input"]["messages"]
    return xxhash.xxh3_64_intdigest(orjson.dumps([prompt, *map(said, messages)]))
