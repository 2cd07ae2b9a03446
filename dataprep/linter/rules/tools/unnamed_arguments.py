"""DP310: arguments without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import meant_calls, parsed
from dataprep.linter.wording import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP310", Severity.ERROR, trigger='"tool_calls"|"function_call"')
def unnamed_arguments(record: Record, context: Context) -> Iterator[Problem]:
    """The arguments of a call are JSON, but not an object.

    ## Why
    Tools take their arguments by name. A list or a bare value fits no tool's parameters.

    ## What to do
    Write an object that names each argument.
    """
    for call in meant_calls(record):
        given = parsed(call.arguments)
        if given.error or isinstance(given.value, dict):
            continue
        # Arguments that are encoded twice are a fault of their own.
        if not (isinstance(given.value, str) and isinstance(parsed(given.value).value, dict)):
            yield Problem(
                f"{call.function}/arguments",
                f"the arguments are {kind(given.value)}, not an object",
            )
