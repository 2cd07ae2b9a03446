"""One record, as it is counted: who says what, and what of it is learnt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dataprep.profiler.speech import speeches
from dataprep.tokens.chat import PER_MESSAGE, PER_SEQUENCE, Text, sequences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from dataprep.records.record import Json, Record

_TEXT = {str}


class Speaker(NamedTuple):
    """Who speaks, and whether it is learnt."""

    role: str
    trained: bool


# Not frozen, though nothing changes them: one is made for every record of a file.
@dataclass(slots=True)
class Entry:
    """A record. SAID is who says which strings, FRAMES the texts of the sequences it is trained as.

    A plain record is one sequence, of its messages and nothing else: it has no frames of its own.
    HELD are the things it holds beside plain messages, TEXTS what somebody wrote.
    """

    said: list[tuple[Speaker, Sequence[str]]]
    frames: Sequence[Text]
    held: Set[str]
    texts: Sequence[str]

    @property
    def strings(self) -> Iterator[str]:
        """Give the strings to count."""
        for frame in self.frames:
            yield from frame.strings
        for speaker, strings in self.said:
            yield speaker.role
            yield from strings

    def lengths(self, counts: dict[str, int]) -> list[int]:
        """Return the tokens of each sequence, by the COUNTS of its strings."""
        if self.frames:
            return [frame.length(counts) for frame in self.frames]
        messages = (counts[speaker.role] + counts[text] for speaker, (text,) in self.said)
        return [PER_SEQUENCE + PER_MESSAGE * len(self.said) + sum(messages)]


def entry(record: Record, method: str) -> Entry:
    """Return RECORD as it is counted for METHOD.

    Raises:
        Uncountable: it has not the shape of METHOD.
    """
    if method == "sft" and set(map(type, record.roles)) == _TEXT:
        said: list[tuple[Speaker, Sequence[str]]] = [
            (speaker, (text,))
            for speaker, text in zip(_speakers(record.roles), record.texts, strict=True)
        ]
        return Entry(said, (), _held(record.roles), record.texts)
    frames: list[Text] = []
    held: set[str] = set()
    for sequence in sequences(record.value, method):
        frames.append(sequence.sure + sequence.perhaps)
        held |= set(map(str, sequence.marks))
    said = []
    texts: list[str] = []
    for speech in speeches(record.value, method):
        said.append((Speaker(speech.role, speech.trained), _strings(speech.message)))
        texts += _written(speech.message.get("content"))
        if "weight" in speech.message:
            held.add("weight")
    return Entry(said, frames, held | _held(tuple(speaker.role for speaker, _ in said)), texts)


# Nearly all records share a few runs of roles.
@lru_cache(maxsize=1024)
def _speakers(roles: tuple[str, ...]) -> tuple[Speaker, ...]:
    return tuple(Speaker(role, role == "assistant") for role in roles)


@lru_cache(maxsize=1024)
def _held(roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset({"system"} if {"system", "developer"} & set(roles) else ())


def _strings(message: dict[str, Json]) -> list[str]:
    """Return what is counted of MESSAGE but for its role, which only frames it."""
    (alone,) = sequences({"messages": [message]}, "sft")
    return [*alone.sure.strings[1:], *alone.perhaps.strings]


def _written(content: Json) -> Iterator[str]:
    """Give the texts of CONTENT, which is one, or parts, or nothing."""
    match content:
        case str():
            yield content
        case list():
            yield from (text for part in content if isinstance(text := part.get("text"), str))
