"""The tools that a record defines, and the parts of their parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from dataprep.linter.rules.tools.memory import once
from dataprep.records.pointer import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer, Record

DEFINES = r'"tools"|"functions"'

_NAMED = ("properties", "$defs", "definitions")
_LISTED = ("anyOf", "oneOf", "allOf")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else")


@dataclass(frozen=True, slots=True)
class Definition:
    """One function the model may call, as VALUE defines it."""

    at: Pointer
    name: str
    value: dict[str, Json]

    @property
    def parameters(self) -> dict[str, Any] | None:
        """Its parameters; None where it has none."""
        found = self.value.get("parameters")
        return found if isinstance(found, dict) else None

    @property
    def schema(self) -> bytes:
        """Its parameters in JSON; what nests too deep to be written allows everything."""
        try:
            return orjson.dumps(self.parameters or {})
        except orjson.JSONEncodeError:
            return b"{}"


@once
def definitions(record: Record) -> list[Definition]:
    """Return the functions that RECORD defines, by `tools` or by the older `functions`."""
    value = record.value
    holder, at = (value, "") if "messages" in value else (value["input"], "/input")
    if "tools" not in holder and "functions" not in holder:
        return []
    found = [
        Definition(f"{at}/tools/{index}/function", tool["function"]["name"], tool["function"])
        for index, tool in enumerate(holder.get("tools", ()))
    ]
    # In a reinforcement record this key is the grader's and may hold anything.
    match holder.get("functions"):
        case list(functions):
            for index, function in enumerate(functions):
                match function:
                    case {"name": str(name)}:
                        found.append(Definition(f"{at}/functions/{index}", name, function))
    return found


def parts(schema: Json, at: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Give SCHEMA, which lies AT, and every schema inside it."""
    # Not by recursion: a record may nest deeper than Python calls.
    waiting = [(at, schema)]
    while waiting:
        place, part = waiting.pop()
        if isinstance(part, dict):
            yield place, part
            waiting += reversed(list(_inside(part, place)))


def _inside(schema: dict[str, Json], at: Pointer) -> Iterator[tuple[Pointer, Json]]:
    for key in _NAMED:
        named = schema.get(key)
        for name, part in named.items() if isinstance(named, dict) else ():
            yield f"{at}/{key}{pointer([name])}", part
    for key in _LISTED:
        listed = schema.get(key)
        for index, part in enumerate(listed if isinstance(listed, list) else ()):
            yield f"{at}/{key}/{index}", part
    for key in _SINGLE:
        yield f"{at}/{key}", schema.get(key)
