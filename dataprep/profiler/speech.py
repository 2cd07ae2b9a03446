"""Who speaks in a record, and whether it is learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

PREFERRED, NON_PREFERRED = "preferred", "non-preferred"


class Speech(NamedTuple):
    """One message, AT a place. OUTPUT says of a pair's answers which one it belongs to."""

    at: Pointer
    message: dict[str, Json]
    trained: bool
    output: str = ""

    @property
    def role(self) -> str:
        """Who speaks."""
        role: str = self.message["role"]
        return role


def speeches(value: dict[str, Json], method: str) -> Iterator[Speech]:
    """Give the messages of the record VALUE, which has the shape of METHOD.

    Of a pair both answers are learnt: one to say, the other not to. Of a prompt for a grader
    nothing is, as the model is trained on answers of its own.
    """
    if method == "dpo":
        yield from _said("/input/messages", value["input"]["messages"], trained=False)
        yield from _said("/preferred_output", value["preferred_output"], output=PREFERRED)
        other = value["non_preferred_output"]
        yield from _said("/non_preferred_output", other, output=NON_PREFERRED)
    else:
        yield from _said("/messages", value["messages"], trained=method == "sft")


def _said(
    at: Pointer, messages: list[Json], *, trained: bool = True, output: str = ""
) -> Iterator[Speech]:
    """Give MESSAGES, of which the assistant's are learnt if any are TRAINED."""
    for number, message in enumerate(messages):
        learnt = trained and message["role"] == "assistant" and message.get("weight") != 0
        yield Speech(f"{at}/{number}", message, learnt, output)
