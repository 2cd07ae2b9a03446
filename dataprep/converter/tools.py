"""Tools and calls as data sets write them, brought into OpenAI's form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import orjson

from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from dataprep.records.record import Json


def definitions(value: Json) -> list[Json] | None:
    """Return the tools that VALUE defines, or None where it defines none.

    VALUE is a list or its JSON text; a bare function gets the frame it lacks.
    """
    tools = _decoded(value, "broken-tools") if isinstance(value, str) else value
    if not tools:
        return None
    if not isinstance(tools, list) or not all(isinstance(tool, dict) for tool in tools):
        raise Unconvertible("broken-tools")
    return [_filled(tool if "function" in tool else _framed(tool)) for tool in tools]


def calls(value: Json) -> list[Json]:
    """Return the tool calls in VALUE with their arguments as JSON text."""
    match value:
        case [*items]:
            return [_call(item) for item in items]
    raise Unconvertible("broken-tool-call")


def _filled(value: Json) -> Json:
    """Return VALUE without its nulls: Arrow gives every object the keys of all the others."""
    match value:
        case dict():
            return {key: _filled(item) for key, item in value.items() if item is not None}
        case list():
            return [_filled(item) for item in value]
        case _:
            return value


def _framed(function: Json) -> Json:
    return {"type": "function", "function": function}


def _call(item: Json) -> Json:
    match item:
        case {"id": str(id_), "function": {"name": str(name), "arguments": arguments}}:
            return {"id": id_, **_framed({"name": name, "arguments": _text(arguments)})}
    raise Unconvertible("broken-tool-call")


def _text(arguments: Json) -> str:
    if not isinstance(arguments, str):
        return json.dumps(arguments, ensure_ascii=False)
    _decoded(arguments, "broken-tool-call")
    return arguments


def _decoded(text: str, reason: str) -> Json:
    if not text.strip():
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unconvertible(reason) from error
