"""Steps that clean the texts of one role: what a data set has there that no one said."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dataprep.converter.shape import Message
    from dataprep.records.record import Json

    Step = Callable[[str], str]

_NAMED: dict[str, Step] = {"strip": str.strip, "html_unescape": html.unescape}


class Clean:
    """The steps for each role, compiled once."""

    __slots__ = ("_said", "_steps")

    def __init__(self, said: Mapping[str, Sequence[Json]]) -> None:
        self._said = said
        self._steps = {role: [_step(step) for step in steps] for role, steps in said.items()}

    def cleaned(self, messages: Sequence[Message]) -> list[Message]:
        """Return MESSAGES with their texts cleaned."""
        return [
            {**message, "content": self.text(message["role"], message["content"])}
            if message["role"] in self._steps and isinstance(message["content"], str)
            else message
            for message in messages
        ]

    def text(self, role: str, text: str) -> str:
        """Return TEXT, said by ROLE, cleaned."""
        for step in self._steps.get(role, ()):
            text = step(text)
        return text

    def __reduce__(self) -> tuple[type[Clean], tuple[Any]]:
        return Clean, (self._said,)


def _step(said: Json) -> Step:
    """Return the step that a definition SAID: a name, or one that takes a text."""
    if isinstance(said, str):
        return _NAMED[said]
    [(name, what)] = said.items()
    match name:
        case "drop_prefix":
            return lambda text: text.removeprefix(what)
        case "drop_suffix":
            return lambda text: text.removesuffix(what)
    found = re.compile(what)
    return lambda text: found.sub("", text)
