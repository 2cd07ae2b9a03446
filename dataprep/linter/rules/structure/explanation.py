"""What is wrong with a record that its schema does not accept, as a person would put it.

A row in another format breaks half of a schema's rules: it gets one fault, which names the
format. Other faults are told as the schema tells them, or sharper where the value shows more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from dataprep import schema
from dataprep.records.method import method_of
from dataprep.records.pointer import pointer, steps
from dataprep.schema import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# Names of the question and of the answer in rows that have one of each.
_QUESTIONS = ("prompt", "inputs", "input", "question", "query", "problem")
_ANSWERS = ("completion", "targets", "target", "output", "response", "answer", "solution")
_RENAMED = ("preferred_completion", "non_preferred_completion")
_PAIR = {"preferred_output", "non_preferred_output"}
_INSIDE = {"parameters", "input_schema", "description", "arguments", "input"}
# Of a pair whose messages stand beside its outputs.
_MISPLACED = {schema.ANNOTATION: {"belongs": {"messages": "'input'"}}}


def faults(value: dict[str, Json], target: str) -> Iterator[Fault]:
    """Give the faults of a record, or the one that explains them all.

    A reinforcement record may hold any key, so it cannot be told from a faulty chat record; a
    pair can be told from both.
    """
    mine, other = target.partition("/")[2], method_of(value)
    if row := _row(value):
        yield row
    elif value.keys() >= _PAIR and "messages" in value and "input" not in value:
        yield Fault("/messages", "additionalProperties", None, _MISPLACED, "messages")
    elif other == "dpo" != mine or (mine == "dpo" != other and "messages" in value):
        yield Fault("", "method", other, {}, mine)
    elif mine == "dpo" and (renamed := [key for key in _RENAMED if key in value]):
        for key in renamed:
            yield Fault(pointer([key]), "renamed", value[key], {}, key)
    else:
        yield from map(_sharpened, _joined(value, schema.faults(target, value)))


def _row(value: dict[str, Json]) -> Fault | None:
    """Return the fault that VALUE is a row in another format, if it is one."""
    match value:
        case {"messages": [{"from": _, "value": _}, *_]}:
            return Fault("/messages", "turns", value, {}, "messages")
        case {"messages": _} | {"input": {"messages": _}}:
            return None
        case {"conversations": [{"from": _, "value": _}, *_]}:
            return Fault("/conversations", "turns", value, {}, "conversations")
        case {"conversation": [{"from": _, "value": _}, *_]}:
            return Fault("/conversation", "turns", value, {}, "conversation")
        case {"chosen": _, "rejected": _}:
            return Fault("", "choice", value, {})
        case {"instruction": _, "output": _} | {"instruction": _, "response": _}:
            return Fault("", "instruction", value, {})
        case {"item": dict()}:
            return Fault("/item", "item", value, {})
        case {"body": {"messages": _}}:
            return Fault("/body", "request", value, {}, "body")
    question = next((key for key in _QUESTIONS if key in value), None)
    answer = next((key for key in _ANSWERS if key in value), None)
    if question and answer:
        return Fault("", "answer", value, {}, f"'{question}' and '{answer}'")
    if isinstance(value.get("text"), str):
        return Fault("/text", "text", value, {})
    return None


def _joined(value: dict[str, Json], found: Iterator[Fault]) -> Iterator[Fault]:
    """Give the faults FOUND in VALUE, but one for all of a function that is not wrapped."""
    seen = set()
    for fault in found:
        place, holder = _unwrapped(value, steps(fault.at))
        if not place:
            yield fault
        elif place not in seen:
            seen.add(place)
            yield Fault(place, "unwrapped", holder, {})


def _unwrapped(value: Json, path: list[str]) -> tuple[Pointer, Json]:
    """Return the tool or call on PATH that lacks its `function`, and where it is."""
    for end, step in enumerate(path):
        if end and path[end - 1] in ("tools", "tool_calls") and isinstance(value, list):
            tool = value[int(step)]
            flat = isinstance(tool, dict) and "function" not in tool and "name" in tool
            if flat and tool.keys() & _INSIDE:
                return pointer(path[: end + 1]), tool
        value = value[int(step)] if isinstance(value, list) else value.get(step)
    return "", None


def _sharpened(fault: Fault) -> Fault:
    """Return FAULT under the keyword of the rule that has most to say of its value."""
    if fault.keyword == "additionalProperties":
        asked = fault.key in fault.annotation.get("request", ())
        return replace(fault, keyword="request") if asked else fault
    if fault.keyword != "type":
        return fault
    if isinstance(fault.value, str) and _holds_json(fault.value):
        return replace(fault, keyword="encoded")
    return replace(fault, keyword="message") if steps(fault.at)[-2:-1] == ["messages"] else fault


def _holds_json(text: str) -> bool:
    try:
        return isinstance(orjson.loads(text), dict | list)
    except orjson.JSONDecodeError:
        return False
