"""What models are asked: one prompt, or a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.errors import SourceError, UsageError
from dataprep.records.record import Line, Record, read

if TYPE_CHECKING:
    from collections.abc import Iterator

Message = dict[str, Any]


def conversations(
    prompt: str | None, prompts: str | None, system: str | None
) -> list[list[Message]]:
    """Return the messages of PROMPT, or of each line of the file PROMPTS, after SYSTEM.

    Raises:
        UsageError: neither is given, or both, or the file holds none.
        SourceError: the file cannot be read.
    """
    if (prompt is None) == (prompts is None):
        raise UsageError("give a prompt or a file of prompts, one of them")
    asked = [[_user(prompt)]] if prompt is not None else list(_conversations(prompts or ""))
    if not asked:
        raise UsageError(f"{prompts} holds no prompt; write one a line")
    if system is None:
        return asked
    return [[{"role": "system", "content": system}, *_without_system(each)] for each in asked]


def _conversations(path: str) -> Iterator[list[Message]]:
    """Give the messages of each line of the file at PATH that is not blank."""
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}; check the path") from error
    for number, data in enumerate(lines, start=1):
        if data.strip():
            yield _conversation(Line(path, number, data))


def _conversation(line: Line) -> list[Message]:
    match read(line):
        case Record(value={"messages": [*messages, {"role": "assistant"}]}):
            return _checked(messages, line)
        case Record(value={"messages": [*messages]}):
            return _checked(messages, line)
        case _:
            return [_user(line.data.decode("utf-8", "replace").strip())]


def _checked(messages: list[Any], line: Line) -> list[Message]:
    """Return MESSAGES, which must have roles.

    Raises:
        SourceError: one of them is something else.
    """
    if all(isinstance(each, dict) and isinstance(each.get("role"), str) for each in messages):
        return messages
    raise SourceError(
        f"{line.path}, line {line.number}: a message has no role; give each a role and its content"
    )


def _user(text: str) -> Message:
    return {"role": "user", "content": text}


def _without_system(messages: list[Message]) -> list[Message]:
    return [message for message in messages if message.get("role") != "system"]
