"""DP308: arguments that are not JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import meant_calls, parsed
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP308", Severity.ERROR, trigger='"tool_calls"|"function_call"')
def broken_arguments(record: Record, context: Context) -> Iterator[Problem]:
    """The arguments of a call are not JSON.

    ## Why
    Whoever runs the tool parses them. A model that is trained on broken arguments writes broken
    arguments, and chat templates fail on them.

    ## What to do
    Write the arguments as a JSON object in a string: what `json.dumps` makes of the arguments,
    and `"{}"` where there are none.
    """
    for call in meant_calls(record):
        error = parsed(call.arguments).error
        if error and not call.arguments.strip():
            yield Problem(f"{call.function}/arguments", "the arguments are blank, not '{}'")
        elif error:
            given = quoted(call.arguments)
            yield Problem(
                f"{call.function}/arguments", f"the arguments {given} are not JSON: {error}"
            )
