"""Several messages of one role as one message."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dataprep.converter.shape import Message
    from dataprep.records.record import Json


def runs(messages: Sequence[Message], roles: Collection[str]) -> Iterator[list[Message]]:
    """Give the messages that follow each other in one of ROLES together, the others alone."""
    for role, run in groupby(messages, key=lambda message: message["role"]):
        if role in roles:
            yield list(run)
        else:
            yield from ([message] for message in run)


def merged(messages: Sequence[Message]) -> Message:
    """Return MESSAGES as one: texts are parted by a blank line, parts and calls follow each other.

    Raises:
        Unconvertible: some of them are trained and others not.
    """
    first, *later = messages
    if not later:
        return first
    if len({message.get("weight", 1) for message in messages}) > 1:
        raise Unconvertible("mixed-weights")
    whole = {**first, "content": _joined([message["content"] for message in messages])}
    if calls := [call for message in messages for call in message.get("tool_calls") or ()]:
        whole["tool_calls"] = calls
    return whole


def _joined(contents: Sequence[Json]) -> Json:
    said = [content for content in contents if content]
    if all(isinstance(content, str) for content in said):
        return "\n\n".join(said) or None
    return [part for content in said for part in in_parts(content)]


def in_parts(content: Json) -> list[Json]:
    """Return CONTENT as a list of parts."""
    return [{"type": "text", "text": content}] if isinstance(content, str) else content
