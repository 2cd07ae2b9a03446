"""Files that differ from a good one in a single place."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

CALL = {"id": "abcdefghi", "type": "function", "function": {"name": "find", "arguments": "{}"}}
TOOL = {
    "type": "function",
    "function": {
        "name": "find",
        "description": "Find it.",
        "parameters": {"type": "object", "properties": {}},
    },
}
PNG = "data:image/png;base64,iVBORw0KGgo="
USER = {"role": "user", "content": "Where is my book?"}
ANSWER = {"role": "assistant", "content": "It is on the shelf."}
CALLING = {"role": "assistant", "tool_calls": [CALL]}
FOUND = {"role": "tool", "tool_call_id": "abcdefghi", "content": "on the shelf"}
SYSTEM = {"role": "system", "content": "Help the reader."}
AGAIN = {"role": "user", "content": "And the pen?"}
ALSO = {"role": "assistant", "content": "Beside it."}
TALK = [SYSTEM, USER, ANSWER, AGAIN, ALSO]
CALLED = [USER, CALLING, FOUND, ANSWER]
IMAGE = {"type": "image_url", "image_url": {"url": PNG, "detail": "low"}}
TEXT = {"type": "text", "text": "What is this?"}
VALUES = [None, 5, True, "", [], {}, "x", [TEXT], [IMAGE], [{"type": "audio"}], [5]]


def files() -> Iterator[tuple[str, bytes]]:
    """Give each file with a name that says what is different in it."""
    for name, record in records():
        yield name, json.dumps(record).encode() + b"\n"
    good = json.dumps({"messages": TALK}).encode()
    yield "lone surrogate", good.replace(b"book", b"\\ud800") + b"\n"
    yield "blank line", good + b"\n\n" + good + b"\n"
    yield "crlf", good + b"\r\n"
    yield "byte-order mark", b"\xef\xbb\xbf" + good + b"\n"
    yield "latin-1", good.replace(b"book", b"\xe9\xe9") + b"\n"
    yield "no line feed", good
    yield "cut off", good[:-5]
    yield "trailing comma", good + b",\n"
    yield "array", b"[" + good + b"]\n"
    yield "string", b'"x"\n'
    yield "empty", b""
    yield "nan", good[:-1] + b', "x": NaN}\n'


def records() -> Iterator[tuple[str, Any]]:
    """Give each record with a name that says what is different in it."""
    yield "talk", {"messages": TALK}
    yield "called", {"messages": CALLED, "tools": [TOOL]}
    for name, messages in orders():
        yield name, {"messages": messages, "tools": [TOOL]}
    yield "nothing trained", {"messages": [USER, {**ANSWER, "weight": 0}]}
    yield "prompt and completion", {"prompt": "Where is it?", "completion": "Here."}
    yield "text", {"text": "Once upon a time."}
    yield from pairs()
    for base in (TALK, CALLED):
        for index, message in enumerate(base):
            for name, changed in changes(message):
                messages = [*base[:index], changed, *base[index + 1 :]]
                yield f"{message['role']} {name}", {"messages": messages, "tools": [TOOL]}
    for name, call in calls():
        messages = [USER, {**CALLING, "tool_calls": [call]}, FOUND, ANSWER]
        yield f"call {name}", {"messages": messages, "tools": [TOOL]}
    for key in ("id", "parallel_tool_calls", "functions", "model", "prompt", "text", "metadata"):
        yield f"record key {key}", {"messages": TALK, key: True}
    for value in VALUES:
        yield f"messages {json.dumps(value)}", {"messages": value}
        yield f"tools {json.dumps(value)}", {"messages": TALK, "tools": value}
    images = [IMAGE] * 11
    for name, parts in (("one image", [TEXT, IMAGE]), ("eleven images", [TEXT, *images])):
        answer = {**ANSWER, "content": [{"type": "text", "text": "A shelf."}]}
        yield name, {"messages": [{**USER, "content": parts}, answer]}
        yield f"{name} and text", {"messages": [{**USER, "content": parts}, ANSWER]}
        yield f"{name} trained", {"messages": [{**USER, "content": parts, "weight": 1}, answer]}
    broken = {"type": "image_url", "image_url": {"url": PNG[:-3] + "!"}}
    yield "broken image", {"messages": [{**USER, "content": [broken]}, ANSWER]}
    link = {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}
    yield "linked image", {"messages": [{**USER, "content": [link]}, {**ANSWER, "content": [TEXT]}]}


def pairs() -> Iterator[tuple[str, Any]]:
    """Give preference pairs, a good one first."""
    pair = {
        "input": {"messages": [USER]},
        "preferred_output": [ANSWER],
        "non_preferred_output": [ALSO],
    }
    yield "pair", pair
    yield "pair with tools", {**pair, "input": {"messages": [USER], "tools": [TOOL]}}
    yield "pair of equals", {**pair, "non_preferred_output": [ANSWER]}
    yield "pair with a key", {**pair, "id": 1}
    yield "pair after an answer", {**pair, "input": {"messages": [USER, ANSWER]}}
    yield "pair without a prompt", {**pair, "input": {"messages": []}}
    for key in pair:
        yield f"pair without {key}", {k: v for k, v in pair.items() if k != key}
        for value in VALUES[:7]:
            yield f"pair {key} {json.dumps(value)}", {**pair, key: value}
    for name, output in (("two", [ANSWER, ALSO]), ("a question", [USER]), ("a text", ["x"])):
        yield f"pair preferring {name}", {**pair, "preferred_output": output}


def orders() -> Iterator[tuple[str, list[Any]]]:
    """Give runs of messages in another order than usual."""
    late = [USER, ANSWER, SYSTEM, AGAIN, ALSO]
    yield "two questions", [USER, AGAIN, ANSWER]
    yield "two answers", [USER, ANSWER, ALSO]
    yield "answer first", [ANSWER, USER, ALSO]
    yield "answer alone", [ANSWER]
    yield "question alone", [USER]
    yield "system alone", [SYSTEM]
    yield "system and answer", [SYSTEM, ANSWER]
    yield "ends with a question", [*TALK, USER]
    yield "ends with a call", CALLED[:2]
    yield "ends with a tool", CALLED[:3]
    yield "ends with system", [*TALK, SYSTEM]
    yield "late system", late
    yield "system after a question", [USER, SYSTEM, ANSWER]
    yield "two systems", [SYSTEM, SYSTEM, USER, ANSWER]
    yield "tool first", [FOUND, ANSWER]
    yield "tool after user", [USER, FOUND, ANSWER]
    yield "unanswered", [USER, CALLING, ANSWER]
    yield "answered late", [USER, CALLING, USER, FOUND, ANSWER]
    yield "answered twice", [USER, CALLING, FOUND, FOUND, ANSWER]
    yield "answered by another id", [USER, CALLING, {**FOUND, "tool_call_id": "aaaaaaaaa"}, ANSWER]
    yield "question after the tool", [USER, CALLING, FOUND, AGAIN, ANSWER]
    two = {**CALLING, "tool_calls": [CALL, {**CALL, "id": "jklmnopqr"}]}
    yield "two calls", [USER, two, FOUND, {**FOUND, "tool_call_id": "jklmnopqr"}, ANSWER]
    yield "two calls, one answer", [USER, two, FOUND, ANSWER]
    yield (
        "two calls of one id",
        [
            USER,
            {**CALLING, "tool_calls": [CALL, CALL]},
            FOUND,
            FOUND,
            ANSWER,
        ],
    )


def changes(message: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give MESSAGE with one thing changed."""
    for key in message:
        yield f"without {key}", {k: v for k, v in message.items() if k != key}
    for role in ("human", "developer", "function", "User", None, 5):
        yield f"as {role}", {**message, "role": role}
    for value in VALUES:
        yield f"content {json.dumps(value)}", {**message, "content": value}
    for weight in (0, 1, 2, -1, 0.5, 1.0, True, None, "1"):
        yield f"weight {json.dumps(weight)}", {**message, "weight": weight}
    yield "name", {**message, "name": "Ann"}
    yield "name with a space", {**message, "name": "Ann Lee"}
    yield "unknown key", {**message, "mood": "good"}
    yield "refusal", {**message, "content": None, "refusal": "I cannot."}
    yield (
        "function_call",
        {
            **message,
            "content": None,
            "function_call": {"name": "find", "arguments": "{}"},
        },
    )
    yield "tool_calls []", {**message, "tool_calls": []}
    yield "tool_calls null", {**message, "tool_calls": None}


def calls() -> Iterator[tuple[str, Any]]:
    """Give the call with one thing changed."""
    for key in CALL:
        yield f"without {key}", {k: v for k, v in CALL.items() if k != key}
    for identity in ("call_1", "x" * 50, "", "abcdefgh!", None, "null"):
        yield f"id {identity!r}", {**CALL, "id": identity}
    for arguments in ("", "{", "[]", {}, None, 5):
        changed = copy.deepcopy(CALL)
        changed["function"]["arguments"] = arguments  # type: ignore[index]
        yield f"arguments {arguments!r}", changed
    for name in ("", "find it", "x" * 65, "unknown", None):
        changed = copy.deepcopy(CALL)
        changed["function"]["name"] = name  # type: ignore[index]
        yield f"name {name!r}", changed
    yield "of type custom", {**CALL, "type": "custom"}
