"""A row is a list of turns, each an object that says who speaks and what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.converter.path import value
from dataprep.converter.roles import known, speaker
from dataprep.converter.shape import Conversation, Message, Unconvertible, text
from dataprep.converter.tools import calls, definitions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Turns:
    """Where the turns are and what their keys mean.

    PATH, SYSTEM, TOOLS and PARALLEL_TOOL_CALLS lead into the row; ROLE, CONTENT, CALLS
    and WEIGHT into a turn. ROLES gives a role to each speaker; KEEP names, for each role,
    the keys of a turn that are copied as they are.
    """

    path: str
    role: str
    content: str
    roles: Mapping[str, str]
    system: str | None = None
    tools: str | None = None
    parallel_tool_calls: str | None = None
    calls: str | None = None
    weight: str | None = None
    keep: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def examples(self, row: dict[str, Json]) -> tuple[Conversation]:
        """Return what ROW says."""
        return (self.conversation(row),)

    def conversation(self, row: dict[str, Json]) -> Conversation:
        """Return what the turns of ROW say."""
        turns = value(row, self.path)
        if not turns:
            raise Unconvertible("empty")
        if not isinstance(turns, list):
            raise Unconvertible("not-turns")
        messages = [self._message(turn) for turn in turns]
        if self.weight:
            _weigh(messages, [value(turn, self.weight) for turn in turns])
        parallel = value(row, self.parallel_tool_calls) if self.parallel_tool_calls else None
        return Conversation(
            messages,
            system=text(value(row, self.system)) if self.system else "",
            tools=definitions(value(row, self.tools)) if self.tools else None,
            parallel_tool_calls=parallel,
        )

    def _message(self, turn: Json) -> Message:
        if not isinstance(turn, dict):
            raise Unconvertible("not-turns")
        name = turn.get(self.role)
        role = self.roles.get(speaker(str(name)))
        if role is None:
            raise Unconvertible("unknown-role", str(name))
        said = _content(turn.get(self.content))
        # A tool's answer is a string: OpenAI refuses parts there, and null.
        message = {"role": role, "content": _joined(said) if role == "tool" else said}
        if self.calls and (called := turn.get(self.calls)):
            message["tool_calls"] = calls(called)
        kept = self.keep.get(role, ())
        return message | {key: turn[key] for key in kept if turn.get(key) is not None}


def shape(*, roles: Mapping[str, str] | None = None, **keys: Json) -> Turns:
    """Return the shape made from the KEYS of a definition; its ROLES go over the usual ones."""
    return Turns(roles=known(roles or {}), **keys)


def _content(said: Json) -> Json:
    """Return SAID if it is text or a list of OpenAI's content parts."""
    match said:
        case str() | None:
            return said
        case [*parts] if all(_is_part(part) for part in parts):
            # Arrow gives every part every key; those that say nothing are null.
            return [{k: v for k, v in part.items() if v is not None} for part in parts]
    raise Unconvertible("not-text")


def _joined(said: Json) -> str:
    if not isinstance(said, list):
        return said or ""
    if not all(part["type"] == "text" for part in said):
        raise Unconvertible("not-text")
    return "".join(part["text"] for part in said)


def _is_part(part: Json) -> bool:
    """Say whether PART holds what its type says: ``{"type": "text", "text": …}``."""
    match part:
        case {"type": str(kind)}:
            return kind in part
    return False


def _weigh(messages: list[Message], weights: list[Json]) -> None:
    """Write WEIGHTS as 0 and 1 on the assistant's messages, if one of them is not trained."""
    given = [
        (message, weight)
        for message, weight in zip(messages, weights, strict=True)
        if message["role"] == "assistant" and isinstance(weight, (int, float))
    ]
    if not all(weight for _, weight in given):
        for message, weight in given:
            message["weight"] = int(bool(weight))
