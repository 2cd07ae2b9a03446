"""What is done with odd turns: each change and each refusal has a code.

A target's catalogue chooses for each kind of odd turn; its schema says what there is to choose.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dataprep import schema
from dataprep.catalog.provider import instead
from dataprep.converter.merging import merged, runs
from dataprep.converter.shape import Conversation, Message, Unconvertible
from dataprep.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

SYSTEM = ("system", "developer")
SPEAKERS = ("user", "assistant")


def chosen(usual: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Return the policies of a target, USUAL, with the user's OWN over them.

    Raises:
        UsageError: there is no such policy, or it has no such choice.
    """
    known = schema.document("dataprep/catalog")["properties"]["policies"]["properties"]
    for name, choice in own.items():
        if name not in known:
            raise UsageError(f"--policy: there is no policy {name!r}{instead(name, known)}")
        if choice not in (choices := known[name]["enum"]):
            raise UsageError(f"--policy {name}: {choice!r} is no choice{instead(choice, choices)}")
    return {**usual, **own}


def fitted(
    conversation: Conversation, system: str | None, policies: Mapping[str, str]
) -> tuple[list[Message], set[str]]:
    """Return the messages of CONVERSATION as POLICIES want them, and the codes of what changed.

    Where it has no system message, its own system text becomes one, or else SYSTEM.

    Raises:
        Unconvertible: nothing is left to train on, a turn is not to be had, or a call is amiss.
    """
    messages, changes = _without_blanks(conversation.messages, policies)
    first, last = _ends(messages, keep_leading=policies["leading-assistant"] == "keep")
    opening, body, rest = messages[:first], messages[first : last + 1], messages[last + 1 :]
    leading = [m["role"] for m in opening if m["role"] not in SYSTEM]
    if leading and policies["leading-assistant"] == "reject":
        raise Unconvertible("leading-assistant")
    if policies["trailing-user"] == "reject" and any(m["role"] == "user" for m in rest):
        raise Unconvertible("trailing-user")
    changes |= {f"leading-{role}-dropped" for role in leading}
    changes |= {f"trailing-{m['role']}-dropped" for m in rest}
    body, changed = _body(body, policies)
    systems = [m for m in opening if m["role"] in SYSTEM]
    if len(systems) > 1 and policies["second-system"] != "keep":
        if policies["second-system"] == "reject":
            raise Unconvertible("second-system")
        systems, changed = [merged(systems)], changed | {"system-merged"}
    if systems and conversation.system.strip() not in ("", *(m["content"] for m in systems)):
        changed.add("system-column-dropped")
    text = next((t for t in (conversation.system, system) if t and t.strip()), None)
    if text and not systems:
        systems = [{"role": "system", "content": text}]
    return [*systems, *body], changes | changed


def _without_blanks(
    messages: list[Message], policies: Mapping[str, str]
) -> tuple[list[Message], set[str]]:
    """Return MESSAGES without blank system messages, and without blank turns where they may go."""
    may_go = (*SYSTEM, *SPEAKERS) if policies["blank-turn"] == "drop" else SYSTEM
    dropped = [m for m in messages if m["role"] in may_go and _empty(m)]
    if not dropped:
        return messages, set()
    codes = {f"blank-{'system' if m['role'] in SYSTEM else 'turn'}-dropped" for m in dropped}
    return [m for m in messages if not (m["role"] in may_go and _empty(m))], codes


def _ends(messages: list[Message], *, keep_leading: bool) -> tuple[int, int]:
    """Return where the conversation begins, mostly with the user, and its last answer."""
    roles = [message["role"] for message in messages]
    begins = [
        i
        for i, role in enumerate(roles)
        if role == "user" or (keep_leading and role == "assistant")
    ]
    answers = [i for i, role in enumerate(roles) if role == "assistant"]
    if begins and answers and begins[0] <= answers[-1]:
        return begins[0], answers[-1]
    raise Unconvertible("nothing-left")


def _body(body: list[Message], policies: Mapping[str, str]) -> tuple[list[Message], set[str]]:
    """Return the turns between the ends as POLICIES want them, and the codes of what changed."""
    changes = set()
    if any(m["role"] in SYSTEM for m in body) and policies["late-system"] != "keep":
        if policies["late-system"] == "reject":
            raise Unconvertible("late-system")
        body = [m for m in body if m["role"] not in SYSTEM]
        changes.add("late-system-dropped")
    if any(m["role"] in SPEAKERS and _empty(m) for m in body):
        raise Unconvertible("blank-turn")
    if all(m.get("weight") == 0 for m in body if m["role"] == "assistant"):
        raise Unconvertible("nothing-trained")
    _check_calls(body)
    doubled = any(a["role"] == b["role"] in SPEAKERS for a, b in pairwise(body))
    if doubled and policies["same-role"] != "keep":
        if policies["same-role"] == "reject":
            raise Unconvertible("same-role")
        body = [merged(run) for run in runs(body, SPEAKERS)]
        changes.add("same-role-merged")
    if any(_has_both(m) for m in body) and policies["text-with-calls"] != "keep":
        if policies["text-with-calls"] == "reject":
            raise Unconvertible("text-with-calls")
        body = [{**m, "content": None} if _has_both(m) else m for m in body]
        changes.add("text-with-calls-dropped")
    if policies["tool-name"] == "drop" and any(m["role"] == "tool" and "name" in m for m in body):
        body = [_without_name(m) if m["role"] == "tool" else m for m in body]
        changes.add("tool-name-dropped")
    return body, changes


def _blank(message: Message) -> bool:
    content = message["content"]
    return not (content.strip() if isinstance(content, str) else content)


def _empty(message: Message) -> bool:
    return _blank(message) and not message.get("tool_calls")


def _has_both(message: Message) -> bool:
    return bool(message.get("tool_calls")) and not _blank(message)


def _without_name(message: Message) -> Message:
    return {key: value for key, value in message.items() if key != "name"}


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
