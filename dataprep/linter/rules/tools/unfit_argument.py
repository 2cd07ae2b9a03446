"""DP313: an argument of the wrong type or value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.mismatches import UNDECLARED, mismatches, unfit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP313", Severity.WARNING, trigger='"tool_calls"|"function_call"')
def unfit_argument(record: Record, context: Context) -> Iterator[Problem]:
    """An argument is not what its tool takes: of another type, or none of the listed values.

    ## Why
    The model is taught a call that the tool refuses or misreads: `"4"` where a number is meant,
    `"Kelvin"` where there is only `"celsius"`.

    ## What to do
    Write the value as the definition says, or widen the definition.
    """
    for call, fault in mismatches(record):
        if fault.keyword not in (UNDECLARED, "additionalProperties", "required"):
            yield Problem(f"{call.function}/arguments", unfit(fault))
