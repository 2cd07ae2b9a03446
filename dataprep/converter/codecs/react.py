"""ToolBench's dialect: ``Thought: … Action: … Action Input: {…}``; ``Finish`` gives the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.converter import loose
from dataprep.converter.codec import Codec
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json

_STEP = re.compile(
    r"\s*(?:Thought:[ \t]*(.*?))?\s*\n?Action:[ \t]*(.*?)\s*\nAction Input:\s*(.*?)\s*",
    re.DOTALL,
)
_FINISH = "Finish"


def calls(said: Json, names: Sequence[str]) -> tuple[str, list[Json]]:
    """Return the thought in SAID and the call after it, or the answer that it finishes with."""
    match = _STEP.fullmatch(said)
    if not match:
        return said, []
    thought, name, given = match.groups(default="")
    try:
        arguments = loose.value(given) if given else {}
    except ValueError as error:
        raise Unconvertible("broken-tool-call") from error
    if name == _FINISH:
        return _answer(arguments), []
    # Where the source's own text is JSON, it stays.
    own = given if given.startswith("{") and "\n" not in given else arguments
    return thought, [{"name": name, "arguments": own}]


def _answer(arguments: Json) -> str:
    match arguments:
        case {"final_answer": str(answer)} if answer.strip():
            return answer
    raise Unconvertible("gave-up")


CODEC = Codec(calls)
