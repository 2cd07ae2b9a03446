"""DP318: parameters that are no JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.definitions import DEFINES, definitions
from dataprep.linter.wording import did_you_mean, quoted
from dataprep.schema import definition_flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")


@record_rule("DP318", Severity.ERROR, trigger=DEFINES)
def malformed_parameters(record: Record, context: Context) -> Iterator[Problem]:
    """The parameters of a tool are not a valid JSON Schema.

    ## Why
    Requests with such a definition are refused ("Invalid schema for function"). Common slips are
    `"type": "float"` for `"number"`, and `"required": true` inside a property, where the list
    beside `properties` is meant.

    ## What to do
    Correct the definition. Without a `$schema`, drafts 4, 7 and 2020-12 are accepted.
    """
    for tool in definitions(record):
        flaw = definition_flaw(tool.schema)
        if flaw:
            place, value = flaw
            # Where several drafts are tried, the place is what the newest says.
            hint = did_you_mean(value, TYPES) if place.endswith("/type") else ""
            shown = quoted(value) if place else "this"
            yield Problem(
                f"{tool.at}/parameters{place}", f"{shown} is not JSON Schema at this place{hint}"
            )
