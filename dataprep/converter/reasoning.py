"""What a model thought before it answered: kept in the text, in a field of its own, or dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from dataprep.converter.shape import Message

Choice = Literal["keep", "field", "drop"]
CHOICES: tuple[Choice, ...] = get_args(Choice)

FIELD = "reasoning_content"
_TAGGED = re.compile(
    r"\s*(?:<(think|thinking|reasoning|thought)>(.*?)</\1>"
    r"|<\|begin_of_thought\|>(.*?)<\|end_of_thought\|>)",
    re.DOTALL,
)
_SOLUTION = re.compile(r"\s*<\|begin_of_solution\|>(.*?)(?:<\|end_of_solution\|>\s*)?\Z", re.DOTALL)


def treated(messages: list[Message], choice: Choice) -> tuple[list[Message], set[str]]:
    """Return MESSAGES with the reasoning as CHOICE says, and the codes of what was changed."""
    changes: set[str] = set()
    if choice == "keep" and all(FIELD not in message for message in messages):
        return messages, changes
    return [_treated(message, choice, changes) for message in messages], changes


def _treated(message: Message, choice: Choice, changes: set[str]) -> Message:
    if message["role"] != "assistant" or (choice == "keep" and FIELD not in message):
        return message
    rest = {key: value for key, value in message.items() if key != FIELD}
    thought, content = message.get(FIELD, ""), message["content"]
    if choice == "keep":
        # A call is no text that a thought could stand before.
        if "tool_calls" in message or isinstance(content, list):
            changes.add("reasoning-dropped")
            return rest
        return {**rest, "content": f"<think>\n{thought}\n</think>\n\n{content or ''}"}
    if isinstance(content, str) and not thought:
        thought, content = _split(content)
        rest["content"] = content
    if not thought.strip():
        return rest
    changes.add("reasoning-dropped" if choice == "drop" else "reasoning-split")
    return rest if choice == "drop" else {**rest, FIELD: thought.strip()}


def _split(content: str) -> tuple[str, str]:
    """Return the thought that CONTENT begins with, and the answer after it."""
    match = _TAGGED.match(content)
    if not match:
        return "", content
    answer = content[match.end() :].strip()
    if solution := _SOLUTION.fullmatch(answer):
        answer = solution[1].strip()
    return match[2] or match[3] or "", answer
