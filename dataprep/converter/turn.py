"""A turn: who speaks, what is said, and what stands beside it, under the names of a data set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.converter.calls import calls
from dataprep.converter.codecs.json import calls as spelled
from dataprep.converter.content import joined, said
from dataprep.converter.keys import key
from dataprep.converter.path import Path, blank
from dataprep.converter.roles import known, speaker
from dataprep.converter.shape import Message, Unconvertible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataprep.records.record import Json

# The role of a turn whose text is tool calls; it becomes an assistant's message.
CALL = "call"


# Shapes have these fields beside others of their own, which slots do not allow.
@dataclass(frozen=True, kw_only=True)
class Turn:
    """Where in a turn the ROLE, the CONTENT and the others are.

    ROLES gives a role to each speaker; KEEP names, for each role, the keys of a turn that are
    copied as they are. WEIGHT says that a turn is trained, MASKED that it is not.
    """

    role: Path = key(Path, Path("role"))
    content: Path = key(Path, Path("content"))
    roles: Mapping[str, str] = key(known, known({}))
    calls: Path | None = key(Path)
    weight: Path | None = key(Path)
    masked: Path | None = key(Path)
    reasoning: Path | None = key(Path)
    keep: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def messages(self, turns: Sequence[Json]) -> list[Message]:
        """Return what TURNS say.

        Raises:
            Unconvertible: one of them is no turn, or its speaker is unknown.
        """
        messages = [self._message(turn) for turn in turns]
        if self.weight:
            _weigh(messages, [self.weight(turn) for turn in turns])
        if self.masked:
            _weigh(messages, [_inverted(self.masked(turn)) for turn in turns])
        return messages

    def _message(self, turn: Json) -> Message:
        if not isinstance(turn, dict):
            raise Unconvertible("not-turns")
        name = self.role(turn)
        role = self.roles.get(name) if isinstance(name, str) else None
        if role is None and (role := self.roles.get(speaker(str(name)))) is None:
            raise Unconvertible("unknown-role", str(name))
        content = self.content(turn)
        thoughts: list[str] = []
        called: list[Json] = []
        if not isinstance(content, str):
            content, thoughts, called = said(content)
        message = {"role": role, "content": joined(content) if role == "tool" else content}
        if self.calls and not blank(found := self.calls(turn)):
            message["tool_calls"] = calls(found)
        elif called:
            message["tool_calls"] = calls([one for text in called for one in spelled(text, ())[1]])
        if self.reasoning and isinstance(found := self.reasoning(turn), str) and found.strip():
            thoughts = [found]
        if thoughts and role == "assistant":
            message["reasoning_content"] = "\n\n".join(thoughts)
        for kept in self.keep.get(role, ()):
            if turn.get(kept) is not None:
                message[kept] = turn[kept]
        return message


def _inverted(masked: Json) -> Json:
    return not masked if isinstance(masked, (int, float)) else None


def _weigh(messages: list[Message], weights: list[Json]) -> None:
    """Write WEIGHTS on the assistant's messages, if one of them is not trained.

    What is trained by default says so only where the source has OpenAI's own whole number.
    """
    given = [
        (message, weight)
        for message, weight in zip(messages, weights, strict=True)
        if message["role"] in ("assistant", CALL) and isinstance(weight, (int, float))
    ]
    if all(weight for _, weight in given):
        return
    for message, weight in given:
        if not weight:
            message["weight"] = 0
        elif type(weight) is int:
            message["weight"] = 1
