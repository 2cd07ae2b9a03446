"""What of a chat record is billed.

Of text it is, as the bills of real jobs confirm: for each message 3 tokens and those of its
role and its content, and one token for the whole. What else a record holds is billed in ways
that nobody has published: it is kept apart, as text that is *perhaps* billed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json

PER_SEQUENCE = 1
PER_MESSAGE = 3
PER_NAME = 1


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
    """Strings to count, and the TOKENS that stand around them."""

    strings: list[str]
    tokens: int = 0

    def length(self, counts: dict[str, int]) -> int:
        """Return the tokens of the text, by the COUNTS of its strings."""
        return self.tokens + sum(map(counts.__getitem__, self.strings))

    def __add__(self, other: Text) -> Text:
        return Text(self.strings + other.strings, self.tokens + other.tokens)


NOTHING = Text([])


@dataclass(slots=True)
class Sequence:
    """What is trained at a stretch: the text that is billed, and the text that perhaps is."""

    sure: Text
    perhaps: Text
    marks: list[Mark]

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
            return [_sequence(messages, value)]
        case {
            "input": {"messages": list(prompt)},
            "preferred_output": list(preferred),
            "non_preferred_output": list(other),
        } if method == "dpo":
            return _pair(_sequence(prompt, value["input"]), _sequence(preferred), _sequence(other))
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
        ),
        Sequence(other.sure, again + other.perhaps, other.marks),
    ]


def _sequence(messages: list[Json], record: dict[str, Json] | None = None) -> Sequence:
    """Return MESSAGES as one sequence, or as the end of one where they have no RECORD."""
    sure: list[str] = []
    perhaps: list[str] = []
    marks: list[Mark] = []
    for message in messages:
        # Every message of a file comes through here, and `match` takes ten times as long.
        if not (isinstance(message, dict) and isinstance(role := message.get("role"), str)):
            raise Uncountable
        sure.append(role)
        if isinstance(content := message.get("content"), str):
            sure.append(content)
        else:
            sure += _texts(content, marks)
        if not message.keys() <= _PLAIN:
            perhaps += _unsure_texts(message, marks)
    if record:
        perhaps += _definitions(record, marks)
    tokens = PER_MESSAGE * len(messages) + (PER_SEQUENCE if record else 0)
    unsure = Text(perhaps, PER_NAME * marks.count(Mark.NAME)) if marks else NOTHING
    return Sequence(Text(sure, tokens), unsure, marks)


def _texts(content: Json, marks: list[Mark]) -> Iterator[str]:
    """Give the texts of CONTENT, parts or none, and mark its images."""
    match content:
        case None:
            return
        case list():
            if sum(isinstance(part, dict) and "text" in part for part in content) > 1:
                marks.append(Mark.PARTS)
            for part in content:
                match part:
                    case {"text": str(text)}:
                        yield text
                    case {"refusal": str(text)}:
                        marks.append(Mark.REFUSAL)
                        yield text
                    case {"type": "image_url"}:
                        marks.append(Mark.IMAGE)
                    case _:
                        raise Uncountable
        case _:
            raise Uncountable


def _unsure_texts(message: dict[str, Json], marks: list[Mark]) -> Iterator[str]:
    match message:
        case {"name": str(name)}:
            marks.append(Mark.NAME)
            yield name
    for key, mark in _PERHAPS.items():
        if message.get(key):
            marks.append(mark)
            yield _compact(message[key])


def _definitions(record: dict[str, Json], marks: list[Mark]) -> Iterator[str]:
    for key in _DEFINITIONS:
        if record.get(key):
            marks.append(Mark.TOOLS)
            yield _compact(record[key])


def _compact(value: Json) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
