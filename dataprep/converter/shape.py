"""A shape is a form that rows take; it turns a row into examples to train on.

Each module of ``shapes`` holds one: a frozen dataclass whose fields are the keys of a
definition's ``[map]``, and a function ``shape`` that makes it from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.converter.block import Block
    from dataprep.records.record import Json

GROUP = "dataprep.shapes"

Message = dict[str, Any]


class Unconvertible(Exception):  # noqa: N818 — it says what the row is, and is always caught
    """A row cannot be turned into a record: why, as a kebab-case code, and the name at fault."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason, name)
        self.reason = reason
        self.name = name


# Not frozen, as one is made for every row, and a frozen class takes three times as long to fill.
@dataclass(slots=True)
class Conversation:
    """What a row says: the messages in OpenAI's form, and what stands beside them.

    CHANGES are the codes of what the shape did to them.
    """

    messages: list[Message]
    system: str = ""
    tools: list[Json] | None = None
    parallel_tool_calls: bool | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A prompt with two answers, of which the PREFERRED one is better than the REJECTED one."""

    prompt: Conversation
    preferred: Message
    rejected: Message


Example = Conversation | Pair


class Shape(Protocol):
    """A form that rows take."""

    def examples(self, row: dict[str, Json]) -> Sequence[Example]:
        """Return what ROW says: mostly one example, and never none.

        Raises:
            Unconvertible: the row does not have this shape.
        """
        ...


Sides = Iterable[tuple[str | None, str | None]]


@runtime_checkable
class Columnar(Protocol):
    """A shape that can read the rows of a block together."""

    def sides(self, block: Block) -> Sides | None:
        """Return what is asked and answered in each row of BLOCK, if that is all it says.

        None says that the rows have to be looked at one by one. So has a row with a blank side.
        """
        ...


def listed(found: Json) -> list[Json]:
    """Return FOUND if it is a list, else an empty one."""
    return found if isinstance(found, list) else []


def text(found: Json) -> str:
    """Return FOUND, which is text or nothing, as text.

    Raises:
        Unconvertible: it is something else.
    """
    if isinstance(found, str):
        return found
    if found is None:
        return ""
    raise Unconvertible("not-text")
