"""DP311: an argument that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.mismatches import argument, mismatches
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP311", Severity.WARNING, trigger='"tool_calls"|"function_call"')
def missing_argument(record: Record, context: Context) -> Iterator[Problem]:
    """A call lacks an argument that its tool requires.

    ## Why
    The model is taught a call that the tool refuses. Calls in messages of weight 0, and in the
    worse answer of a pair, may be mistakes on purpose and are left alone.

    ## What to do
    Add the argument, or take it out of `required`.
    """
    for call, fault in mismatches(record):
        if fault.keyword == "required":
            inside = f", inside {argument(fault.at)}" if fault.at else ""
            message = f"{quoted(call.name)} requires {quoted(fault.key)}, which is missing{inside}"
            yield Problem(f"{call.function}/arguments", message)
