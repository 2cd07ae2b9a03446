"""Where the arguments of a call are not what its tool takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.rules.structure.kinds import allowed
from dataprep.linter.rules.tools.calls import parsed, taught_calls
from dataprep.linter.rules.tools.definitions import definitions
from dataprep.linter.rules.tools.memory import once
from dataprep.linter.wording import did_you_mean, kind, quoted
from dataprep.records.pointer import pointer, steps
from dataprep.schema import Fault, definition_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rules.tools.calls import Call
    from dataprep.linter.rules.tools.definitions import Definition
    from dataprep.records.record import Json, Pointer, Record

UNDECLARED = "undeclared"

# With one of these, other parts of the schema may declare what `properties` does not.
_ELSEWHERE = {
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "dependentSchemas",
}


@once
def mismatches(record: Record) -> tuple[tuple[Call, Fault], ...]:
    """Return each taught call of RECORD with each thing its tool does not take.

    An argument that is not declared, though nothing forbids it, has the keyword `UNDECLARED`.
    """
    tools = {tool.name: tool for tool in definitions(record)}
    return tuple(
        (call, fault)
        for call in (taught_calls(record) if tools else ())
        if call.name in tools
        for fault in _faults(call, tools[call.name])
    )


def _faults(call: Call, tool: Definition) -> Iterator[Fault]:
    given = parsed(call.arguments).value
    if isinstance(given, dict):
        yield from _undeclared(tool.parameters, given)
        yield from definition_faults(tool.schema, call.arguments.encode())


def argument(at: Pointer) -> str:
    """Return how a message names the argument AT: ``'address.city'``."""
    return f"'{'.'.join(steps(at))}'"


def unfit(fault: Fault) -> str:
    """Return what is wrong with a value that its part of the schema does not allow."""
    what = f"argument {argument(fault.at)}" if fault.at else "the whole of the arguments"
    rule = fault.schema.get(fault.keyword)
    match fault.keyword, rule:
        case "type", str() | list():
            return f"{what} is {kind(fault.value)}, where the tool takes {allowed(fault)}"
        case "enum", list():
            hint = did_you_mean(fault.value, [each for each in rule if isinstance(each, str)])
            return f"{what} is {quoted(fault.value)}, none of {quoted(rule)}{hint}"
        case _:
            return f"{what}, {quoted(fault.value)}, fails the tool's '{fault.keyword}'"


def _undeclared(parameters: dict[str, Json] | None, given: dict[str, Json]) -> Iterator[Fault]:
    schema = {"properties": {}} if parameters is None else parameters
    declared = schema.get("properties")
    if not isinstance(declared, dict) or schema.keys() & _ELSEWHERE:
        return
    for key, value in given.items():
        if key not in declared:
            yield Fault(pointer([key]), UNDECLARED, value, schema, key)
