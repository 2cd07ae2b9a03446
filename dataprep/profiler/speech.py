"""Who speaks in a record, and whether it is learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json

PREFERRED, NON_PREFERRED = "preferred", "non-preferred"


class Speech(NamedTuple):
    """One message. OUTPUT says of a pair's answers which one it belongs to."""

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
        yield from (Speech(message, trained=False) for message in value["input"]["messages"])
        for output in (PREFERRED, NON_PREFERRED):
            for message in value[f"{output.replace('-', '_')}_output"]:
                yield Speech(message, trained=message["role"] == "assistant", output=output)
        return
    for message in value["messages"]:
        learnt = message["role"] == "assistant" and message.get("weight") != 0
        yield Speech(message, trained=learnt and method == "sft")
