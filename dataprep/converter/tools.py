"""Tools as data sets define them, brought into OpenAI's form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.converter.loose import value as read
from dataprep.converter.shape import Message, Unconvertible
from dataprep.converter.tool_schema import repaired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json

# What OpenAI takes as the name of a function.
_ODD = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_NAME = 64


def definitions(value: Json) -> list[Json] | None:
    """Return the tools that VALUE defines, each once, or None where it defines none.

    VALUE is one or a list, as such or as text, also each by itself; a bare function gets the
    frame it lacks.

    Raises:
        Unconvertible: it defines no tools, or two that differ under one name.
    """
    tools = _decoded(value)
    if not tools:
        return None
    if isinstance(tools, dict) and "name" not in tools and "function" not in tools:
        raise Unconvertible("broken-tools")
    items = tools if isinstance(tools, list) else [tools]
    return _each_once([_tool(_decoded(item)) for item in items])


def _each_once(tools: list[Json]) -> list[Json]:
    """Return TOOLS without those that are said again."""
    known: dict[str, Json] = {}
    once = []
    for tool in tools:
        match tool:
            case {"function": {"name": str(name)}} if name in known:
                if known[name] != tool:
                    raise Unconvertible("doubled-tool")
                continue
            case {"function": {"name": str(name)}}:
                known[name] = tool
        once.append(tool)
    return once


def named(
    tools: Sequence[Json], messages: Sequence[Message]
) -> tuple[list[Json], list[Message], bool]:
    """Return TOOLS and the calls in MESSAGES under names that OpenAI takes, and if any is new."""
    names = _names([tool["function"].get("name") for tool in tools])
    if not names:
        return list(tools), list(messages), False
    framed = [{**tool, "function": _renamed(tool["function"], names)} for tool in tools]
    spoken = [_spoken(message, names) for message in messages]
    return framed, spoken, True


def _spoken(message: Message, names: dict[str, str]) -> Message:
    """Return MESSAGE with the new NAMES in its calls, or in its answer to one."""
    if "tool_calls" in message:
        calls = [
            {**call, "function": _renamed(call["function"], names)}
            for call in message["tool_calls"]
        ]
        return {**message, "tool_calls": calls}
    return _renamed(message, names) if message["role"] == "tool" else message


def _names(given: Sequence[Json]) -> dict[str, str]:
    """Return the new names of those GIVEN that OpenAI does not take."""
    texts = [name for name in given if isinstance(name, str)]
    taken = set(texts)
    fresh: dict[str, str] = {}
    for name in texts:
        if name not in fresh and (_ODD.search(name) or len(name) > _LONGEST_NAME):
            fit = _ODD.sub("_", name)[:_LONGEST_NAME]
            number = 2
            while fit in taken:
                fit = f"{_ODD.sub('_', name)[: _LONGEST_NAME - 3]}_{number}"
                number += 1
            taken.add(fit)
            fresh[name] = fit
    return fresh


def _renamed(function: dict[str, Json], names: dict[str, str]) -> dict[str, Json]:
    name = function.get("name")
    return {**function, "name": names.get(name, name)} if isinstance(name, str) else function


def _decoded(value: Json) -> Json:
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return read(value)
    except ValueError as error:
        raise Unconvertible("broken-tools") from error


def _tool(tool: Json) -> Json:
    match _filled(tool):
        case {"function": dict(function)} as framed:
            return {
                **framed,
                "type": framed.get("type", "function"),
                "function": repaired(function),
            }
        case {"function": _} as framed:
            return framed
        case dict(function):
            return {"type": "function", "function": repaired(function)}
    raise Unconvertible("broken-tools")


def _filled(value: Json) -> Json:
    """Return VALUE without its nulls: Arrow gives every object the keys of all the others."""
    match value:
        case dict():
            return {key: _filled(item) for key, item in value.items() if item is not None}
        case list():
            return [_filled(item) for item in value]
        case _:
            return value
