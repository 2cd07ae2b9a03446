"""A line, a record, and the reading of one as the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = Any
Pointer = str  # RFC 6901: "/messages/2/content"; "" is the whole record


class State(Enum):
    """Why a line is not a record."""

    BLANK = "blank"
    NOT_TEXT = "not UTF-8"
    BROKEN = "not JSON"
    NOT_OBJECT = "not an object"


# Not frozen, though nothing changes them: one of each is made for every line, and a frozen
# class takes three times as long to fill.
@dataclass(slots=True)
class Line:
    """One physical line, as on disk but for its line feed; NUMBER counts from 1."""

    path: str
    number: int
    data: bytes


@dataclass(slots=True)
class Record:
    """A line that is a JSON object.

    Nearly all records are plain: messages of a role and a text each, and nothing else. ROLES and
    TEXTS hold those, and nothing of a record that is not plain.
    """

    line: Line
    value: dict[str, Json]
    roles: tuple[Json, ...] = ()
    texts: Sequence[str] = ()
    _text: bytes = b""
    _answer: str | None = None

    @property
    def text(self) -> bytes:
        """The record as JSON without spaces and needless escapes: one spelling of every text."""
        if not self._text:
            try:
                self._text = orjson.dumps(self.value)
            except orjson.JSONEncodeError:  # it reads deeper nesting than it writes
                self._text = self.line.data
        return self._text

    @property
    def answer(self) -> str:
        """The text that the record ends with, if the assistant says it (of a pair: the better)."""
        if self.texts:
            return self.texts[-1] if self.roles[-1] == "assistant" else ""
        if self._answer is None:
            last = (self.value.get("messages") or self.value["preferred_output"])[-1]
            content = last.get("content")
            plain = last["role"] == "assistant" and isinstance(content, str)
            self._answer = content if plain else ""
        return self._answer

    @property
    def chat(self) -> list[dict[str, Json]]:
        """The messages, of a pair those of its three parts; the record passed its schema."""
        value = self.value
        if "messages" in value:
            chat: list[dict[str, Json]] = value["messages"]
            return chat
        return [
            *value["input"]["messages"],
            *value["preferred_output"],
            *value["non_preferred_output"],
        ]

    @property
    def messages(self) -> Iterator[tuple[Pointer, dict[str, Json]]]:
        """Give each message of `chat` with its pointer."""
        if "messages" in self.value:
            return _pointed("/messages", self.value["messages"])
        return chain(
            _pointed("/input/messages", self.value["input"]["messages"]),
            _pointed("/preferred_output", self.value["preferred_output"]),
            _pointed("/non_preferred_output", self.value["non_preferred_output"]),
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is not a record: why, and what the parser said (column from 1)."""

    line: Line
    state: State
    message: str = ""
    column: int | None = None


def read(line: Line) -> Record | Unreadable:
    """Read LINE as a record, or say why it is none."""
    try:
        value = orjson.loads(line.data)
    except orjson.JSONDecodeError as error:
        return _unreadable(line, error)
    if isinstance(value, dict):
        return Record(line, value, *_plain(value))
    return Unreadable(line, State.NOT_OBJECT)


def _plain(value: dict[str, Json]) -> tuple[tuple[Json, ...], Sequence[str]]:
    """Return the roles and texts of VALUE if it is a plain record; the roles can be hashed."""
    roles: list[Json] = []
    texts: list[str] = []
    try:
        # For the few messages of most records, a loop takes half the time of `map` and `set`.
        for message in value["messages"]:
            text = message["content"]
            if type(text) is not str or len(message) != 2:
                return (), ()
            roles.append(message["role"])
            texts.append(text)
        found = tuple(roles)
        if found and len(value) == 1 and hash(found) is not None:
            return found, texts
    except (KeyError, TypeError):
        pass
    return (), ()


def _unreadable(line: Line, error: orjson.JSONDecodeError) -> Unreadable:
    if not line.data.strip():
        return Unreadable(line, State.BLANK)
    try:
        line.data.decode("utf-8")
    except UnicodeDecodeError as fault:
        column = len(line.data[: fault.start].decode("utf-8")) + 1
        byte = line.data[fault.start]
        return Unreadable(
            line, State.NOT_TEXT, f"byte 0x{byte:02x} at offset {fault.start}", column
        )
    return Unreadable(line, State.BROKEN, error.msg, error.colno)


def _pointed(at: Pointer, messages: list[Json]) -> Iterator[tuple[Pointer, Json]]:
    return zip(_items(at, len(messages)), messages, strict=True)


@lru_cache(maxsize=1024)
def _items(at: Pointer, count: int) -> tuple[Pointer, ...]:
    """Return the pointers to COUNT items; nearly all records share a few counts."""
    return tuple(f"{at}/{index}" for index in range(count))
