"""Glaive's dialect: ``<functioncall> {"name": "f", "arguments": '{"x": 1}'}``.

The arguments are JSON in single quotes, which makes the whole no JSON. The tools stand as
objects in a row at the end of the system text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.converter import loose
from dataprep.converter.codec import Codec
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json

_MARK = "<functioncall>"
_CALL = re.compile(
    r"""\{\s*"name"\s*:\s*"([^"]+)"\s*,\s*"arguments"\s*:\s*'(.*)'\s*\}""", re.DOTALL
)


def calls(said: Json, names: Sequence[str]) -> tuple[str, list[Json]]:
    """Return the text before the first mark in SAID, and the call after each one."""
    text, *bodies = said.split(_MARK)
    if not bodies and _CALL.fullmatch(said.strip()):
        text, bodies = "", [said]
    return text.strip() if bodies else said, [_call(body.strip()) for body in bodies]


def tools(system: str) -> tuple[str, Json]:
    """Return what stands in SYSTEM before the tools, and these."""
    text = system.strip().removeprefix("SYSTEM:").strip()
    start = text.find("{")
    found, _ = loose.run(text[start:]) if start >= 0 else ([], 0)
    named = [one for one in found if isinstance(one, dict) and "name" in one]
    if not named:
        return text, None
    return text[:start].rstrip().removesuffix("-").rstrip(), named


def _call(body: str) -> Json:
    if match := _CALL.fullmatch(body):
        name, arguments = match.groups()
        return {"name": name, "arguments": arguments.replace("\\'", "'")}
    try:
        return loose.value(body)
    except ValueError as error:
        raise Unconvertible("broken-tool-call") from error


CODEC = Codec(calls, tools)
