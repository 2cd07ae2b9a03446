"""A codec is a dialect in which data sets write tool calls as text.

Each module of ``codecs`` that has a ``CODEC`` holds one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep import plugins
from dataprep.errors import DefinitionError, PluginError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataprep.records.record import Json

GROUP = "dataprep.codecs"


def no_tools(system: str) -> tuple[str, Json]:
    """Return SYSTEM as it is: this dialect defines no tools there."""
    return system, None


def one_answer(said: str) -> list[tuple[str, str]]:
    """Return SAID as one answer to a call that it does not name."""
    return [("", said)]


@dataclass(frozen=True, slots=True)
class Codec:
    """How one dialect is read.

    CALLS returns what the assistant's text is without the calls, and these; it is told the
    names of the tools. TOOLS returns what the system text is without the tools, and these.
    ANSWERS returns each answer in a tool's text, with the name of the tool or a blank. The
    calls are a list, and no text, where LISTS says so.
    """

    calls: Callable[[Json, Sequence[str]], tuple[str, list[Json]]]
    tools: Callable[[str], tuple[str, Json]] = no_tools
    answers: Callable[[str], list[tuple[str, str]]] = one_answer
    lists: bool = False


def named(name: str) -> Codec:
    """Return the codec NAME.

    Raises:
        DefinitionError: there is none.
    """
    try:
        found: Codec = plugins.load("dataprep.converter.codecs", GROUP, name).CODEC
    except (PluginError, AttributeError) as error:
        raise DefinitionError(f"there is no codec {name!r}") from error
    return found
