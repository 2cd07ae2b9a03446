"""Records become examples: conversations, and which of their messages are trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.records.record import Line, Record, read
from dataprep.records.source import lines, look, parts
from dataprep.service.trainer import Example, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dataprep.records.record import Json


def examples(path: Path, method: str) -> Iterator[Example]:
    """Give the example of each record for METHOD in the file PATH, which lint has passed."""
    source = look(str(path))
    for part in parts(source):
        for line in lines(part.read()):
            record = read(Line(source.path, 0, line))
            if isinstance(record, Record):
                yield _example(record.value) if method == "sft" else _pair(record.value)


def messages(given: Iterable[dict[str, Json]], *, trained: bool = False) -> tuple[Message, ...]:
    """Return the messages GIVEN; if TRAINED, the answers among them that have not the weight 0."""
    return tuple(
        Message(
            message["role"],
            _text(message.get("content")),
            _calls(message),
            trained and message["role"] == "assistant" and message.get("weight") != 0,
        )
        for message in given
    )


def _text(content: Json) -> str:
    if isinstance(content, list):
        return "".join(part.get("text") or part.get("refusal") or "" for part in content)
    return content or ""


def _calls(message: dict[str, Json]) -> tuple[Json, ...]:
    """Return the calls of MESSAGE; the one of the old form as the new form has it."""
    if old := message.get("function_call"):
        return ({"type": "function", "function": old},)
    return tuple(message.get("tool_calls") or ())


def _example(value: dict[str, Json]) -> Example:
    return Example(messages(value["messages"], trained=True), tools=tuple(value.get("tools") or ()))


def _pair(value: dict[str, Json]) -> Example:
    given = value["input"]
    preferred, rejected = (
        messages(value[name], trained=True) for name in ("preferred_output", "non_preferred_output")
    )
    prompt = messages(given["messages"])
    return Example((*prompt, *preferred), rejected, tuple(given.get("tools") or ()))
