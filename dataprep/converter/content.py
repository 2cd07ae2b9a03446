"""What a turn says: a text, or parts as OpenAI and others write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from dataprep.records.record import Json

# A part that stands for an image of the row, until that is put there.
PLACE = {"type": "image"}


def said(content: Json) -> tuple[Json, list[str], list[Json]]:
    """Return what CONTENT says, the reasoning in it, and the tool calls.

    Raises:
        Unconvertible: it is neither a text nor parts.
    """
    if content is None or isinstance(content, str):
        return content, [], []
    if not isinstance(content, list):
        raise Unconvertible("not-text")
    parts: list[dict[str, Any]] = []
    thoughts: list[str] = []
    calls: list[Json] = []
    for part in content:
        match part:
            case {"type": "text", "value": str(text)}:
                parts.append({"type": "text", "text": text})
            case {"type": "reasoning", "value": str(thought)}:
                thoughts.append(thought)
            case {"type": "tool_call", "value": call}:
                calls.append(call)
            case {"type": "image", "image": str(url)} | {"type": "image", "url": str(url)}:
                parts.append(image(url))
            case {"type": "image"}:
                parts.append(PLACE)
            case {"type": str(kind)} if kind in part:
                # Arrow gives every part every key; those that say nothing are null.
                parts.append({k: v for k, v in part.items() if v is not None and k != "index"})
            case _:
                raise Unconvertible("not-text")
    return _plain(parts, content), thoughts, calls


def image(given: Json) -> dict[str, Any]:
    """Return the part that shows the image GIVEN: its address, its path or its bytes."""
    return {"type": "image_url", "image_url": {"url": given}}


def joined(said: Json) -> str:
    """Return SAID, parts of text, as one text: a tool's answer is nothing else at OpenAI.

    Raises:
        Unconvertible: a part is no text.
    """
    if not isinstance(said, list):
        return said or ""
    texts = [part.get("text") if part.get("type") == "text" else None for part in said]
    if not all(isinstance(text, str) for text in texts):
        raise Unconvertible("not-text")
    return "".join(text for text in texts if text)


def _plain(parts: list[dict[str, Any]], content: list[Json]) -> Json:
    """Return PARTS as one text where CONTENT, which they are from, has blocks of its own kind."""
    if not any("value" in part for part in content):
        return parts
    return joined(parts) or None
