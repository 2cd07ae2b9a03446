"""DP312: an argument the tool does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.mismatches import UNDECLARED, argument, mismatches
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP312", Severity.WARNING, trigger='"tool_calls"|"function_call"')
def undeclared_argument(record: Record, context: Context) -> Iterator[Problem]:
    """A call has an argument that its tool does not declare.

    ## Why
    The model is taught to invent arguments. Where `additionalProperties` is false the tool
    refuses the call; elsewhere it most often drops the value.

    ## What to do
    Remove the argument, write its name as the definition does, or declare it.
    """
    for call, fault in mismatches(record):
        if fault.keyword in (UNDECLARED, "additionalProperties"):
            hint = did_you_mean(fault.key, fault.schema.get("properties", {}))
            yield Problem(
                f"{call.function}/arguments",
                f"{quoted(call.name)} has no argument {argument(fault.at)}{hint}",
            )
