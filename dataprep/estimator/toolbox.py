"""Which tools records are given, and which of them any record calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.tokens.chat import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json


@dataclass(slots=True)
class Toolbox:
    """The tools of many records: how often each name and definition is GIVEN, and who is CALLED."""

    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)

    def add(self, value: dict[str, Json]) -> None:
        """Add the tools of the record VALUE, which can be counted."""
        holder = value if "messages" in value else value["input"]
        tools, functions = holder.get("tools"), holder.get("functions")
        if not (tools or functions):
            return
        for tool in [*_listed(tools), *_listed(functions)]:
            match tool:
                case {"function": {"name": str(name)}} | {"name": str(name)}:
                    self.given[name, compact(tool)] += 1
        for messages in (
            holder["messages"],
            value.get("preferred_output", ()),
            value.get("non_preferred_output", ()),
        ):
            self.called.update(_names(messages))


def _names(messages: Json) -> Iterator[str]:
    """Give the names of the tools that MESSAGES call."""
    for message in messages:
        for call in [*_listed(message.get("tool_calls")), message]:
            match call:
                case {"function": {"name": str(name)}} | {"function_call": {"name": str(name)}}:
                    yield name


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
