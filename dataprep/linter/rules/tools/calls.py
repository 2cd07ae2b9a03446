"""The tool calls of a record, their arguments, and which tool message answers which."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import orjson

from dataprep.linter.rules.tools.memory import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer, Record


class Call(NamedTuple):
    """One call. FUNCTION points at what holds its name and arguments.

    Some trainers do without ids: then a call HAS_ID False, and nobody can say who answers it.
    TAUGHT says that the model is trained to write it; what is not may be a mistake that the
    record shows on purpose. TURN is the position of its message. LEGACY calls are `function_call`.
    """

    at: Pointer
    function: Pointer
    id: str
    name: str
    arguments: str
    taught: bool
    turn: int
    legacy: bool = False
    has_id: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """One tool message. CALL is what it answers; RUN is the turn before it and its like."""

    at: Pointer
    id: str
    run: int
    call: Call | None
    again: bool


@dataclass(slots=True)
class Exchange:
    """The calls of a conversation and the answers to them; LAST is its last position."""

    calls: list[Call] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    last: int = 0

    @property
    def early(self) -> dict[Pointer, Call]:
        """The tool messages that stand before the call of their id, each with that call."""
        strays = [answer for answer in self.answers if not (answer.call or answer.again)]
        later = {call.id: call for call in reversed(self.unanswered)} if strays else {}
        return {answer.at: later[answer.id] for answer in strays if answer.id in later}

    @property
    def unanswered(self) -> list[Call]:
        """The calls that no tool message answers."""
        answered = {answer.call.at for answer in self.answers if answer.call}
        return [call for call in self.calls if call.at not in answered]


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call: their VALUE, or what the parser said."""

    value: Json = None
    error: str = ""


@once
def calls(record: Record) -> tuple[Call, ...]:
    """Return the calls of RECORD."""
    return tuple(
        call
        for turn, (at, message) in enumerate(record.messages)
        if message["role"] == "assistant"
        for call in _calls(at, message, turn)
    )


def meant_calls(record: Record) -> Iterator[Call]:
    """Give the calls of RECORD but those that it shows as the worse answer."""
    return (call for call in calls(record) if not call.at.startswith("/non_preferred_output"))


def taught_calls(record: Record) -> Iterator[Call]:
    """Give the calls of RECORD that the model is trained to write."""
    return (call for call in meant_calls(record) if call.taught)


@once
def exchange(record: Record) -> Exchange:
    """Return who answers whom in the conversation of RECORD; of a pair, in its input.

    A tool message answers the latest call of its id that has no answer yet.
    """
    found = Exchange()
    run = -1
    made: dict[int, list[Call]] = {}
    for call in calls(record):
        if call.has_id:
            made.setdefault(call.turn, []).append(call)
    waiting: dict[str, list[Call]] = {}
    for turn, (at, message) in enumerate(record.messages):
        if "/messages/" not in at:
            break
        found.last = turn
        if message["role"] == "tool":
            if (identity := message.get("tool_call_id")) is None:
                continue
            open_calls = waiting.get(identity)
            answered = open_calls.pop() if open_calls else None
            again = answered is None and identity in waiting
            found.answers.append(Answer(at, identity, run, answered, again))
            continue
        run = turn
        for call in made.get(turn, ()):
            found.calls.append(call)
            waiting.setdefault(call.id, []).append(call)
    return found


@lru_cache(maxsize=1024)
def parsed(arguments: str) -> Arguments:
    """Return what the text ARGUMENTS holds; it is read-only."""
    try:
        return Arguments(orjson.loads(arguments))
    except orjson.JSONDecodeError as error:
        return Arguments(error=f"{error.msg}, at character {error.pos + 1}")


def _text(arguments: Json) -> str:
    """Return ARGUMENTS as JSON text, which some trainers want as the object itself."""
    return arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode()


def _calls(at: Pointer, message: dict[str, Json], turn: int) -> Iterator[Call]:
    taught = message.get("weight") != 0
    for index, call in enumerate(message.get("tool_calls", ())):
        place, function = f"{at}/tool_calls/{index}", call["function"]
        name, arguments = function["name"], _text(function["arguments"])
        yield Call(
            place,
            f"{place}/function",
            call.get("id", ""),
            name,
            arguments,
            taught,
            turn,
            has_id="id" in call,
        )
    if legacy := message.get("function_call"):
        place = f"{at}/function_call"
        name, arguments = legacy["name"], legacy["arguments"]
        yield Call(place, place, "", name, arguments, taught, turn, legacy=True, has_id=False)
