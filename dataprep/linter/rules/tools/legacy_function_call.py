"""DP321: the older form of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP321", Severity.WARNING, trigger='"function_call"')
def legacy_function_call(record: Record, context: Context) -> Iterator[Problem]:
    """A message has `function_call`, the older form of `tool_calls`.

    ## Why
    `function_call` is deprecated. It has no id and there can be only one, so no answer can be
    tied to it; other providers and chat templates do not read it.

    ## What to do
    Write `tool_calls`, a list, and give each call an id.
    """
    for call in calls(record):
        if call.legacy:
            message = "'function_call' is deprecated in favour of 'tool_calls'"
            yield Problem(call.at, message, at_key=True)
