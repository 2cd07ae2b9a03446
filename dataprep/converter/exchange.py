"""What a conversation trains: one answer, which needs no more looking at, or several."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING

from dataprep.converter.shape import Conversation, Unconvertible

if TYPE_CHECKING:
    from dataprep.converter.shape import Message

# What a conversation holds beside its messages, in a form that is quick to compare.
_beside = attrgetter(*(field.name for field in fields(Conversation) if field.name != "messages"))
_NOTHING = _beside(Conversation([]))


def is_exchange(conversation: Conversation) -> bool:
    """Say whether CONVERSATION is a question and an answer in words, and nothing else.

    Every target takes that as it is: no policy changes it, and it meets the schema.
    """
    if len(conversation.messages) != 2 or _beside(conversation) != _NOTHING:
        return False
    asked, answer = conversation.messages
    return _says(asked, "user") and _says(answer, "assistant")


def exchange(asked: str | None, answer: str | None) -> list[Message] | None:
    """Return the messages of an exchange, or None where ASKED or ANSWER says nothing."""
    if not asked or not answer or asked.isspace() or answer.isspace():
        return None
    return [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]


def train_last_answer(messages: list[Message]) -> None:
    """Weigh the answers in MESSAGES so that only the last one is trained.

    Raises:
        Unconvertible: the row says that this one is not to be trained.
    """
    *earlier, last = [message for message in messages if message["role"] == "assistant"]
    if last.get("weight") == 0:
        raise Unconvertible("nothing-trained")
    for message in earlier:
        message["weight"] = 0


def _says(message: Message, role: str) -> bool:
    content = message.get("content")
    return (
        len(message) == 2
        and message["role"] == role
        and type(content) is str
        and bool(content)
        and not content.isspace()
    )
