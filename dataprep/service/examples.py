"""Records become examples: each answer that is trained, with what stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dataprep.records.record import Line, Record, read
from dataprep.records.source import lines, look, parts
from dataprep.service.trainer import Example

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataprep.records.record import Json


def examples(path: Path, method: str) -> Iterator[list[Example]]:
    """Give the examples of each record for METHOD in the file PATH, which lint has passed."""
    source = look(str(path))
    for part in parts(source):
        for line in lines(part.read()):
            record = read(Line(source.path, 0, line))
            if isinstance(record, Record):
                yield _examples(record.value) if method == "sft" else _preferred(record.value)


def text(message: dict[str, Json]) -> str:
    """Return what MESSAGE says; an answer that only calls tools says its calls."""
    match message.get("content"):
        case str(content):
            return content
        case list(content):
            return "".join(part.get("text") or part.get("refusal") or "" for part in content)
        case _:
            calls = message.get("tool_calls") or message.get("function_call")
            return orjson.dumps(calls).decode() if calls else ""


def _examples(value: dict[str, Json]) -> list[Example]:
    """Return an example for each answer that has not the weight 0."""
    texts = tuple(map(text, value["messages"]))
    return [
        Example(texts[:index], texts[index])
        for index, message in enumerate(value["messages"])
        if message["role"] == "assistant" and message.get("weight") != 0
    ]


def _preferred(value: dict[str, Json]) -> list[Example]:
    """Return the preferred answer alone."""
    prompt = tuple(map(text, value["input"]["messages"]))
    return [Example(prompt, "".join(map(text, value["preferred_output"])))]
