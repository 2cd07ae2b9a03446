"""DP328: an array of nobody knows what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.definitions import DEFINES, definitions, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP328", Severity.WARNING, trigger=DEFINES)
def open_array(record: Record, context: Context) -> Iterator[Problem]:
    """An array in the parameters of a tool does not say what its items are.

    ## Why
    The model must guess them, and OpenAI refuses requests with such a tool: "array schema missing
    items".

    ## What to do
    Add `items`: `{"type": "array", "items": {"type": "string"}}`.
    """
    for tool in definitions(record):
        for at, part in parts(tool.parameters, f"{tool.at}/parameters"):
            if part.get("type") == "array" and not part.keys() & {"items", "prefixItems", "$ref"}:
                yield Problem(at, "an array without 'items'")
