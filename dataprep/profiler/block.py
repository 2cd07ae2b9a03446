"""The pieces of a record that are shown: texts, calls, images, and all else as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json

TEXT, CALL, IMAGE, FIELD = "text", "call", "image", "field"
DATA_URL = "data:"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a message: its KIND, a label and the text.

    CUT is the number of characters that are not shown.
    """

    kind: str
    label: str
    text: str
    cut: int = 0


def blocks(message: dict[str, Json]) -> Iterator[Block]:
    """Give what is in MESSAGE: its content first, then all else but its role."""
    match message.get("content"):
        case str(text):
            yield Block(TEXT, "", text)
        case list(parts):
            yield from map(_part, parts)
    for key, value in message.items():
        match key, value:
            case ("role" | "content", _) | (_, None):
                continue
            case "tool_calls", list(calls):
                yield from map(_call, calls)
            case "function_call", call:
                yield _call({"function": call})
            case _:
                yield Block(FIELD, key, _text(value))


def _part(part: dict[str, Json]) -> Block:
    match part:
        case {"text": str(text)}:
            return Block(TEXT, "", text)
        case {"type": "image_url", "image_url": {"url": str(url)} as image}:
            detail = f", detail {image['detail']}" if "detail" in image else ""
            return Block(IMAGE, f"image{detail}", _address(url))
        case _:
            return Block(FIELD, str(part.get("type", "part")), _text(part))


def _address(url: str) -> str:
    """Return URL; of one that holds the image itself, what it is and how long."""
    kind, comma, data = url.partition(",")
    embedded = comma and url.startswith(DATA_URL)
    return f"{kind}, {len(data):,} characters" if embedded else url


def _call(call: Json) -> Block:
    match call:
        case {"function": {"name": str(name), "arguments": arguments}, **rest}:
            ident = rest.get("id")
            label = f"calls, as {ident}" if isinstance(ident, str) else "calls"
            return Block(CALL, label, f"{name}({_text(arguments)})")
        case _:
            return Block(CALL, "calls", _text(call))


def aside(value: dict[str, Json]) -> Iterator[Block]:
    """Give what the record VALUE holds beside its messages: definitions of tools, and fields."""
    for key, held in value.items():
        if key == "input" and isinstance(held, dict):
            yield from aside(held)
        elif key not in ("messages", "preferred_output", "non_preferred_output"):
            yield Block(FIELD, key, _text(held))


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
