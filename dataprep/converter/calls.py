"""Tool calls and their answers, brought into OpenAI's form and tied to one another."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import orjson
import xxhash

from dataprep.converter.shape import Message, Unconvertible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Json

_DIGITS = string.digits + string.ascii_letters
# Mistral takes ids of nine letters and digits and no others; everybody takes these.
_ID_LENGTH = 9


def calls(value: Json) -> list[Json]:
    """Return the tool calls in VALUE, one or a list, with their arguments as JSON text.

    A call without an id gets none here.

    Raises:
        Unconvertible: it is no tool call.
    """
    items = value if isinstance(value, list) else [value]
    return [_call(item) for item in items]


def linked(messages: Sequence[Message], row: Json) -> list[Message]:
    """Return MESSAGES with an id for each call and answer.

    Ids that are missing are made from ROW and the call's number. An answer without one
    belongs to the first call that waits for it, of those of its name if it has one.
    """
    ids = _ids(row)
    waiting: list[tuple[str, str]] = []
    done: list[Message] = []
    for message in messages:
        if "tool_calls" in message:
            called = [{**call, "id": call["id"] or next(ids)} for call in message["tool_calls"]]
            waiting += [(call["id"], call["function"]["name"]) for call in called]
            done.append({**message, "tool_calls": called})
        elif message["role"] == "tool":
            for answer in _answers(message, len(waiting)):
                if not answer.get("tool_call_id") and waiting:
                    answer["tool_call_id"] = _first(waiting, answer.get("name"))
                waiting = [call for call in waiting if call[0] != answer.get("tool_call_id")]
                done.append(answer)
        else:
            done.append(message)
    return done


def _answers(message: Message, waiting: int) -> list[Message]:
    """Return the answers in MESSAGE: several where it is a list of as many as calls are WAITING."""
    if waiting > 1 and not message.get("tool_call_id"):
        try:
            items = orjson.loads(message["content"])
        except orjson.JSONDecodeError:
            items = None
        if isinstance(items, list) and len(items) == waiting:
            return [{"role": "tool", **_answer(item)} for item in items]
    return [dict(message)]


def _answer(item: Json) -> dict[str, Json]:
    """Return what ITEM answers, and which tool does if it says so."""
    said, name = item, None
    if isinstance(item, dict):
        said, name = item.get("content", item), item.get("name")
    content = said if isinstance(said, str) else orjson.dumps(said).decode()
    return {"content": content, **({"name": name} if isinstance(name, str) else {})}


def _first(waiting: list[tuple[str, str]], name: Json) -> str:
    """Return the id of the first call in WAITING, of those named NAME if there are any."""
    return next((id_ for id_, called in waiting if called == name), waiting[0][0])


def _ids(row: Json) -> Iterator[str]:
    """Give ids for the calls of ROW, the same ones on every run."""
    seed: int | None = None
    number = 0
    while True:
        if seed is None:
            seed = xxhash.xxh3_64_intdigest(orjson.dumps(row, default=str))
        number += 1
        rest = xxhash.xxh3_64_intdigest(b"%d %d" % (seed, number))
        digits = []
        for _ in range(_ID_LENGTH):
            rest, digit = divmod(rest, len(_DIGITS))
            digits.append(_DIGITS[digit])
        yield "".join(digits)


def _call(item: Json) -> dict[str, Any]:
    match item:
        case {"function": {"name": str(name)} as function}:
            id_ = item.get("id")
        case {"name": str(name)}:
            function, id_ = item, item.get("id")
        case _:
            raise Unconvertible("broken-tool-call")
    arguments = function.get("arguments", function.get("parameters"))
    return {
        "id": id_ if isinstance(id_, str) else "",
        "type": "function",
        "function": {"name": name, "arguments": _text(arguments)},
    }


def _text(arguments: Json) -> str:
    """Return ARGUMENTS as JSON text: the source's own, where it was one."""
    if arguments is None or arguments == "":
        return "{}"
    if isinstance(arguments, dict):
        return orjson.dumps(arguments, default=str).decode()
    try:
        if isinstance(arguments, str) and isinstance(orjson.loads(arguments), dict):
            return arguments
    except orjson.JSONDecodeError as error:
        raise Unconvertible("broken-tool-call") from error
    raise Unconvertible("broken-tool-call")
