"""What of a chat record is billed.

Of text it is, as the bills of real jobs confirm: for each message 3 tokens and those of its
role and its content, and one token for the whole. What else a record holds is billed in ways
that nobody has published: it is kept apart, as text that is *perhaps* billed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

import orjson

from dataprep.tokens.images import Image, image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json

PER_SEQUENCE = 1
PER_MESSAGE = 3
PER_NAME = 1

# Whose the tokens of a text are: a role's, or one of these.
FRAMING = "framing"
TOOLS = "tools"
ASSISTANT = "assistant"
UNTRAINED = "assistant, untrained"
SYSTEM = ("system", "developer")


class Mark(StrEnum):
    """A thing in a record that the formula does not cover."""

    TOOLS = "tools"
    NAME = "name"
    REFUSAL = "refusal"
    PARTS = "parts"
    IMAGE = "image"


# None of these keys adds to the bill of a message, or the formula counts it.
_PLAIN = {"role", "content", "weight", "tool_call_id"}
_PERHAPS = {"tool_calls": Mark.TOOLS, "function_call": Mark.TOOLS, "refusal": Mark.REFUSAL}
_DEFINITIONS = ("tools", "functions")


class Uncountable(ValueError):  # noqa: N818 — a verdict on one record, which the caller counts
    """A record has not the shape of its method."""


# Not frozen, though nothing changes them: three are made for every record of a file.
@dataclass(slots=True)
class Text:
    """Strings to count, whose each is (OWNERS), and the TOKENS that stand around them."""

    strings: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    tokens: int = 0

    def add(self, string: str, owner: str) -> None:
        """Add STRING, which is OWNER's."""
        self.strings.append(string)
        self.owners.append(owner)

    def length(self, counts: dict[str, int]) -> int:
        """Return the tokens of the text, by the COUNTS of its strings."""
        return self.tokens + sum(map(counts.__getitem__, self.strings))

    def __add__(self, other: Text) -> Text:
        return Text(
            self.strings + other.strings, self.owners + other.owners, self.tokens + other.tokens
        )


@dataclass(slots=True)
class Sequence:
    """What is trained at a stretch: the text that is billed, and the text that perhaps is."""

    sure: Text
    perhaps: Text
    marks: list[Mark]
    images: list[Image] = field(default_factory=list)

    @property
    def strings(self) -> Iterator[str]:
        """Give the strings to count."""
        return chain(self.sure.strings, self.perhaps.strings)


def sequences(value: dict[str, Json], method: str) -> list[Sequence]:
    """Return the sequences that the record VALUE is trained as with METHOD: two for a pair.

    Raises:
        Uncountable: the record has not the shape of METHOD.
    """
    match value:
        case {"messages": [_, *_] as messages} if method != "dpo":
            return [_sequence(messages, value, trained=method == "sft")]
        case {
            "input": {"messages": list(prompt)},
            "preferred_output": list(preferred),
            "non_preferred_output": list(other),
        } if method == "dpo":
            asked = _sequence(prompt, value["input"], trained=False)
            return _pair(asked, _sequence(preferred), _sequence(other))
        case _:
            raise Uncountable


def _pair(prompt: Sequence, preferred: Sequence, other: Sequence) -> list[Sequence]:
    """Return the two sequences of a pair; whether the prompt is billed twice is not certain."""
    again = prompt.sure + prompt.perhaps
    return [
        Sequence(
            prompt.sure + preferred.sure,
            prompt.perhaps + preferred.perhaps,
            prompt.marks + preferred.marks,
            prompt.images + preferred.images,
        ),
        Sequence(other.sure, again + other.perhaps, other.marks, prompt.images + other.images),
    ]


def _sequence(
    messages: list[Json], record: dict[str, Json] | None = None, *, trained: bool = True
) -> Sequence:
    """Return MESSAGES as one sequence, or as the end of one where they have no RECORD."""
    found = Sequence(Text(), Text(), [])
    sure = found.sure
    for message in messages:
        # Every message of a file with tools comes through here, and `match` takes ten times as
        # long.
        if not (isinstance(message, dict) and isinstance(role := message.get("role"), str)):
            raise Uncountable
        sure.add(role, FRAMING)
        owner = role
        if role == ASSISTANT and not (trained and message.get("weight") != 0):
            owner = UNTRAINED
        if isinstance(content := message.get("content"), str):
            sure.add(content, owner)
        elif content is not None:
            _add_parts(content, owner, found)
        if not message.keys() <= _PLAIN:
            _add_unsure(message, owner, found)
    if record:
        for key in _DEFINITIONS:
            if record.get(key):
                found.marks.append(Mark.TOOLS)
                found.perhaps.add(compact(record[key]), TOOLS)
    sure.tokens = PER_MESSAGE * len(messages) + (PER_SEQUENCE if record else 0)
    return found


def _add_parts(content: Json, owner: str, found: Sequence) -> None:
    """Add to FOUND the texts and images of CONTENT, which is a list of parts."""
    if not isinstance(content, list):
        raise Uncountable
    if sum(isinstance(part, dict) and "text" in part for part in content) > 1:
        found.marks.append(Mark.PARTS)
    for part in content:
        match part:
            case {"text": str(text)}:
                found.sure.add(text, owner)
            case {"refusal": str(text)}:
                found.marks.append(Mark.REFUSAL)
                found.sure.add(text, owner)
            case {"type": "image_url"}:
                found.marks.append(Mark.IMAGE)
                found.images.append(image(part.get("image_url")))
            case _:
                raise Uncountable


def _add_unsure(message: dict[str, Json], owner: str, found: Sequence) -> None:
    match message:
        case {"name": str(name)}:
            found.marks.append(Mark.NAME)
            found.perhaps.add(name, FRAMING)
            found.perhaps.tokens += PER_NAME
    for key, mark in _PERHAPS.items():
        if message.get(key):
            found.marks.append(mark)
            found.perhaps.add(compact(message[key]), owner)


def compact(value: Json) -> str:
    """Return VALUE as it is counted where it is no text: as JSON without spaces.

    Raises:
        Uncountable: it is nested too deeply to be written.
    """
    try:
        return value if isinstance(value, str) else orjson.dumps(value).decode()
    except orjson.JSONEncodeError as error:
        raise Uncountable from error
