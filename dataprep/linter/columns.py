"""Columns that several rules about all records read: what of a record, as a number or a text.

Each is a function of `Record`s that passed their schema. Hashes are of 64 bits: among 10⁸
records, two unlike ones share one with a chance below 1 in 3,000. 0 stands for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import xxhash

from dataprep.linter.table import each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json, Record

# Prompts and answers of up to so many characters are compared without regard to SPACE, letter case
# and STOPS at the end.
FOLDED = 200
SPACE = b" \t\r\n"
STOPS = b".!?"
# An answer of up to so many characters may be a label.
LONGEST_LABEL = 40
# An answer of so many words is hardly right for two questions; at the end of a longer
# conversation it may be a farewell.
MANY_WORDS = 8
ONE_TURN = 3
# A conversation that begins with less than this begins like many others.
SHORTEST_OPENING = 30

SYSTEM = ("system", "developer")
CHAT, PAIR = 1, 2
_CHAT = {"messages", "tools", "parallel_tool_calls"}
_EVEN = 2**64 - 2


def whole(records: Sequence[Record]) -> list[int]:
    """Return a hash of the whole record, however its line spells it."""
    return [
        _number("\0".join([*record.roles, *record.texts]))
        if record.roles
        else xxhash.xxh3_64_intdigest(record.text)
        for record in records
    ]


def size(records: Sequence[Record]) -> list[int]:
    """Return the bytes of the record's line."""
    return [len(record.line.data) for record in records]


def prompt(records: Sequence[Record]) -> list[int]:
    """Return a hash of all messages before the last answer (of a pair: of its input) and tools."""
    return [_plain_prompt(each) if each.roles else _prompt(each.value) for each in records]


def answer(records: Sequence[Record]) -> list[int]:
    """Return a hash of the last answer; of a pair, of both; else of what a grader reads, if any.

    It is odd where the answer is a text of `MANY_WORDS` to the only question (`is_long`).
    """
    return [
        _answer(each.value)
        if not each.roles
        else _text_answer(each.texts[-1], len(each.texts))
        if each.roles[-1] == "assistant"
        else 0
        for each in records
    ]


def is_long(number: int) -> bool:
    """Say whether NUMBER, of the column `answer`, is of a text of many words and one turn."""
    return number & 1 == 1


def label(records: Sequence[Record]) -> list[str]:
    """Return the last answer where it is short enough for a label, else nothing."""
    return [
        text if len(text) <= LONGEST_LABEL and (record.roles or "messages" in record.value) else ""
        for record, text in zip(records, last_answers(records), strict=True)
    ]


def last_answers(records: Sequence[Record]) -> list[str]:
    """Return the last answer (`Record.answer`) of each of RECORDS."""
    return [
        record.texts[-1] if record.roles and record.roles[-1] == "assistant" else record.answer
        for record in records
    ]


def system(records: Sequence[Record]) -> list[str]:
    """Return the system prompt that a record begins with, or nothing."""
    return [
        _system(record)
        if not record.roles
        else record.texts[0]
        if record.roles[0] in SYSTEM
        else ""
        for record in records
    ]


def system_number(records: Sequence[Record]) -> list[int]:
    """Return a hash of the system prompt; 0 where there is none."""
    return [_number(text) if text else 0 for text in system(records)]


@each
def conversation_start(record: Record) -> int:
    """Return a hash of a conversation up to its first answer; 0 where nothing follows it."""
    messages = record.value.get("messages")
    if messages is None or len(messages) < len(("user", "assistant", "user", "assistant")):
        return 0
    for number, message in enumerate(messages[:-1], 1):
        if message["role"] == "assistant":
            text = _text(messages[:number])
            return _number(text) if len(text) >= SHORTEST_OPENING else 0
    return 0


@each
def form(record: Record) -> int:
    """Say whether a record is one conversation (`CHAT`) or a pair of answers (`PAIR`)."""
    return CHAT if "messages" in record.value else PAIR


def _plain_prompt(record: Record) -> int:
    said = record.texts[:-1] if record.roles[-1] == "assistant" else record.texts
    text = "\0".join(said)
    if len(text) > FOLDED:
        return _number(text)
    return _folded(f"{record.roles[0]}{text}") if said else 0


def _prompt(value: dict[str, Json]) -> int:
    messages = value.get("messages")
    if messages is None:
        value = value["input"]
        messages = value["messages"]
    elif messages[-1]["role"] == "assistant":
        messages = messages[:-1]
    if not messages:
        return 0
    try:
        text = "\0".join([message["content"] for message in messages])
    except (KeyError, TypeError):  # a content that is no text
        return _hash([messages, value.get("tools")])
    if "tools" in value:
        return _hash([messages, value["tools"]])
    if len(text) > FOLDED:
        return _number(text)
    return _folded(f"{messages[0]['role']}{text}")


def _answer(value: dict[str, Json]) -> int:
    messages = value.get("messages")
    if messages is None:
        return _hash([value["preferred_output"], value["non_preferred_output"]]) & _EVEN
    last = messages[-1]
    if last["role"] != "assistant":
        graded = {key: value[key] for key in value if key not in _CHAT}
        return _hash(graded) & _EVEN if graded else 0
    content = last.get("content")
    if not isinstance(content, str) or "tool_calls" in last:
        return _hash(last) & _EVEN
    return _text_answer(content, len(messages))


def _text_answer(text: str, messages: int) -> int:
    """Return the hash of the answer TEXT to a conversation of so many MESSAGES with it."""
    number = _number(text) if len(text) > FOLDED else _folded(text)
    long = len(text) > FOLDED or text.count(" ") >= MANY_WORDS - 1
    return number | 1 if long and messages <= ONE_TURN else number & _EVEN


def _system(record: Record) -> str:
    messages = record.value.get("messages") or record.value["input"]["messages"]
    first = messages[0]
    if first["role"] not in SYSTEM:
        return ""
    content = first["content"]
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def _text(messages: list[Json]) -> str:
    """Return MESSAGES as one text: roles and contents, and whole messages that are more."""
    parts: list[str] = []
    for message in messages:
        content = message.get("content")
        if _is_plain(message, content):
            parts += message["role"], content
        else:
            parts.append(orjson.dumps(message).decode())
    return "\0".join(parts)


def _is_plain(message: dict[str, Json], content: Json) -> bool:
    return isinstance(content, str) and "tool_calls" not in message


def _folded(text: str) -> int:
    folded = text.lower().encode().translate(None, SPACE).rstrip(STOPS)
    return xxhash.xxh3_64_intdigest(folded)


def _number(text: str) -> int:
    return xxhash.xxh3_64_intdigest(text.encode())


def _hash(value: Json) -> int:
    return xxhash.xxh3_64_intdigest(orjson.dumps(value))
