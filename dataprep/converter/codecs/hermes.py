"""Hermes' dialect: ``<tool_call>`` and ``<tool_response>`` blocks, ``<tools>`` in a prompt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from dataprep.converter import loose
from dataprep.converter.codec import Codec
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json

_CALL = re.compile(r"<tool_call>\s*(.*?)\s*(?:</tool_call>|\Z)", re.DOTALL)
_ANSWER = re.compile(r"<tool_response>\s*(.*?)\s*(?:</tool_response>|\Z)", re.DOTALL)
_TOOLS = re.compile(r"<tools>\s*(.*?)\s*</tools>", re.DOTALL)


def calls(said: Json, names: Sequence[str]) -> tuple[str, list[Json]]:
    """Return the text around the blocks of SAID, and the call in each."""
    bodies = _CALL.findall(said)
    try:
        found = [loose.value(body) for body in bodies]
    except ValueError as error:
        raise Unconvertible("broken-tool-call") from error
    return _CALL.sub("", said).strip() if bodies else said, found


def tools(system: str) -> tuple[str, Json]:
    """Return SYSTEM as it is, and the tools in its blocks; prompts speak of empty ones too."""
    found = [tool for body in _TOOLS.findall(system) for tool in _listed(body)]
    return system, [tool for tool in found if isinstance(tool, dict)]


def answers(said: str) -> list[tuple[str, str]]:
    """Return the answer in each block of SAID, or else all of it."""
    return [_answer(body) for body in _ANSWER.findall(said)] or [("", said)]


def _listed(body: str) -> list[Json]:
    try:
        found = loose.value(body) if body else []
    except ValueError:
        return []
    return found if isinstance(found, list) else [found]


def _answer(body: str) -> tuple[str, str]:
    try:
        found = loose.value(body)
    except ValueError:
        return "", body
    match found:
        case {"name": str(name), "content": str(content)}:
            return name, content
        case {"name": str(name), "content": content}:
            return name, orjson.dumps(content, default=str).decode()
    return "", body


CODEC = Codec(calls, tools, answers)
