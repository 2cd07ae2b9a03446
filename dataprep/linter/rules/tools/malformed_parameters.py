"""DP318: parameters that are no JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.definitions import DEFINES, definitions
from dataprep.linter.rules.tools.usefulness import useless_parts
from dataprep.linter.wording import did_you_mean, quoted
from dataprep.schema import definition_flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")

# Types by the names they have in programs.
_PYTHON = {
    "str": "string",
    "text": "string",
    "int": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
    "dict": "object",
    "map": "object",
    "list": "array",
    "tuple": "array",
    "set": "array",
    "none": "null",
    "nonetype": "null",
}


@record_rule("DP318", Severity.ERROR, trigger=DEFINES)
def malformed_parameters(record: Record, context: Context) -> Iterator[Problem]:
    """The parameters of a tool are not a valid JSON Schema.

    ## Why
    Requests with such a definition are refused ("Invalid schema for function"). Common slips are
    `"type": "float"` for `"number"`, and `"required": true` inside a property, where the list
    beside `properties` is meant. What is a schema, but cannot be used, counts too: a `$ref` that
    leads nowhere, a `pattern` that is no regular expression, an empty `enum`, and properties
    that stand beside `type` and not inside `properties`.

    ## What to do
    Correct the definition. Without a `$schema`, drafts 4, 7 and 2020-12 are accepted.
    """
    for tool in definitions(record):
        flaw = definition_flaw(tool.schema)
        if flaw is None:
            yield from useless_parts(tool)
            continue
        place, value = flaw
        at = f"{tool.at}/parameters{place}"
        # Where several drafts are tried, the place is what the newest says.
        named = value if isinstance(value, list) else [value]
        wrong = [name for name in named if isinstance(name, str) and name not in TYPES]
        if place.endswith("/type") and wrong:
            right = _PYTHON.get(wrong[0].casefold())
            hint = f"; write '{right}'" if right else did_you_mean(wrong[0], TYPES)
            yield Problem(at, f"the type {quoted(wrong[0])} is not known to JSON Schema{hint}")
        else:
            shown = quoted(value) if place else "this"
            yield Problem(at, f"{shown} is not JSON Schema at this place")
