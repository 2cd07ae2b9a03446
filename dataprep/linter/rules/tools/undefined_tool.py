"""DP314: a call of a tool that is not defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import taught_calls
from dataprep.linter.rules.tools.definitions import definitions
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP314", Severity.ERROR, trigger='"tool_calls"|"function_call"')
def undefined_tool(record: Record, context: Context) -> Iterator[Problem]:
    """A call names a tool that the record does not define.

    ## Why
    The model is taught to call what it was not given. Most often a name was changed in one of
    the two places.

    ## What to do
    Write the name as in `tools`, or add the definition. A call that shows a mistake on purpose
    has weight 0.
    """
    known = [tool.name for tool in definitions(record)]
    for call in taught_calls(record) if known else ():
        if call.name not in known:
            hint = did_you_mean(call.name, known) or f"; defined: {', '.join(known[:5])}"
            yield Problem(f"{call.function}/name", f"tool {quoted(call.name)} is not defined{hint}")
