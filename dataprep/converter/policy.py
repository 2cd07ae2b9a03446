"""What is done with odd turns, for OpenAI: each change and each refusal has a code.

Two turns of one role in a row stay: OpenAI takes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.converter.shape import Conversation, Message, Unconvertible

if TYPE_CHECKING:
    from collections.abc import Iterable

SYSTEM = ("system", "developer")


def fitted(conversation: Conversation, system: str | None) -> tuple[list[Message], set[str]]:
    """Return the messages of CONVERSATION as OpenAI takes them, and the codes of what changed.

    Where it has no system message, its own system text becomes one, or else SYSTEM.

    Raises:
        Unconvertible: nothing is left to train on, a turn is blank, or a tool call is amiss.
    """
    messages = [m for m in conversation.messages if m["role"] not in SYSTEM or not _blank(m)]
    first, last = _ends(messages)
    opening, body, rest = messages[:first], messages[first : last + 1], messages[last + 1 :]
    changes = {f"leading-{m['role']}-dropped" for m in opening if m["role"] not in SYSTEM}
    changes |= {f"trailing-{m['role']}-dropped" for m in rest}
    if len(messages) < len(conversation.messages):
        changes.add("blank-system-dropped")
    if any(m["role"] in ("user", "assistant") and _empty(m) for m in body):
        raise Unconvertible("blank-turn")
    if all(m.get("weight") == 0 for m in body if m["role"] == "assistant"):
        raise Unconvertible("nothing-trained")
    _check_calls(body)
    systems = [m for m in opening if m["role"] in SYSTEM]
    if len(systems) > 1:
        changes.add("system-merged")
    if systems and conversation.system.strip() not in ("", *(m["content"] for m in systems)):
        changes.add("system-column-dropped")
    return [*_opening(systems, conversation.system, system), *body], changes


def _ends(messages: list[Message]) -> tuple[int, int]:
    """Return where the first user turn and the last assistant turn after it are."""
    roles = [message["role"] for message in messages]
    if "user" in roles:
        first = roles.index("user")
        for last in range(len(roles) - 1, first, -1):
            if roles[last] == "assistant":
                return first, last
    raise Unconvertible("nothing-left")


def _opening(systems: list[Message], *texts: str | None) -> Iterable[Message]:
    """Return the system message: SYSTEMS merged, or else the first of TEXTS that is not blank."""
    if len(systems) > 1:
        return [{**systems[0], "content": _merged(systems)}]
    text = next((text for text in texts if text and text.strip()), None)
    return systems or ([{"role": "system", "content": text}] if text else [])


def _merged(systems: list[Message]) -> object:
    contents = [message["content"] for message in systems]
    if all(isinstance(content, str) for content in contents):
        return "\n\n".join(contents)
    parts = [[{"type": "text", "text": c}] if isinstance(c, str) else c for c in contents]
    return [part for content in parts for part in content]


def _blank(message: Message) -> bool:
    content = message["content"]
    return not (content.strip() if isinstance(content, str) else content)


def _empty(message: Message) -> bool:
    return _blank(message) and not message.get("tool_calls")


def _check_calls(messages: list[Message]) -> None:
    """Raise Unconvertible unless calls and answers match, and no turn comes between them."""
    waiting: list[str] = []
    for message in messages:
        if message["role"] == "tool":
            if message.get("tool_call_id") not in waiting:
                raise Unconvertible("orphan-tool-message")
            waiting.remove(message["tool_call_id"])
        elif waiting:
            raise Unconvertible("unanswered-tool-call")
        else:
            waiting = [call["id"] for call in message.get("tool_calls", ())]
