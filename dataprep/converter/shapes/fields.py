"""A row is one exchange, spread over columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter.path import value
from dataprep.converter.shape import Conversation, Message, Unconvertible, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the sides of the exchange are.

    The parts of USER are joined by JOIN, without the blank ones. HISTORY leads to pairs of
    earlier questions and answers. DROP_PREFIX and DROP_SUFFIX are cut off the answer.
    """

    user: Sequence[str]
    assistant: str
    system: str | None = None
    history: str | None = None
    join: str = "\n\n"
    drop_prefix: str = ""
    drop_suffix: str = ""

    def examples(self, row: dict[str, Json]) -> tuple[Conversation]:
        """Return what ROW says."""
        return (self.conversation(row),)

    def conversation(self, row: dict[str, Json]) -> Conversation:
        """Return the exchange that ROW holds."""
        parts = [text(value(row, path)) for path in self.user]
        answer = text(value(row, self.assistant))
        answer = answer.removeprefix(self.drop_prefix).removesuffix(self.drop_suffix)
        asked = self.join.join(part for part in parts if part.strip())
        earlier = _earlier(value(row, self.history)) if self.history else ()
        if not asked and not answer:
            raise Unconvertible("empty")
        return Conversation(
            [*earlier, *_exchange(asked, answer)],
            system=text(value(row, self.system)) if self.system else "",
        )


def shape(*, user: str | Sequence[str], **keys: Json) -> Fields:
    """Return the shape made from the KEYS of a definition; USER is one path or several."""
    return Fields(user=[user] if isinstance(user, str) else user, **keys)


def _exchange(asked: str, answer: str) -> tuple[Message, Message]:
    return {"role": "user", "content": asked}, {"role": "assistant", "content": answer}


def _earlier(history: Json) -> Iterator[Message]:
    if not isinstance(history, list | None):
        raise Unconvertible("not-turns")
    for pair in history or ():
        match pair:
            case [str(asked), str(answer)]:
                yield from _exchange(asked, answer)
            case _:
                raise Unconvertible("not-turns")
