"""Records with tools, calls and answers, for the tests of the rules about them."""

from __future__ import annotations

from typing import Any

PARAMETERS = {
    "type": "object",
    "properties": {
        "station": {"type": "string"},
        "minutes": {"type": ["integer", "null"]},
        "class": {"enum": ["first", "second"]},
        "via": {"type": "array", "items": {"$ref": "#/$defs/stop"}},
    },
    "required": ["station"],
    "$defs": {
        "stop": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "required": ["name"],
            "additionalProperties": False,
        }
    },
}


def tool(name: str = "next_train", parameters: Any = PARAMETERS, **more: Any) -> Any:
    return {"type": "function", "function": {"name": name, "parameters": parameters, **more}}


def call(identity: str, arguments: str = '{"station": "Basel"}', name: str = "next_train") -> Any:
    function = {"name": name, "arguments": arguments}
    return {"id": identity, "type": "function", "function": function}


def calling(*calls: Any, **more: Any) -> Any:
    return {"role": "assistant", "tool_calls": list(calls), **more}


def answer(identity: str) -> Any:
    return {"role": "tool", "tool_call_id": identity, "content": "14:05"}


USER = {"role": "user", "content": "When does the train leave?"}
SAID = {"role": "assistant", "content": "At 14:05."}


def record(*messages: Any, tools: Any = None, **more: Any) -> Any:
    return {"messages": [USER, *messages], "tools": [tool()] if tools is None else tools, **more}
