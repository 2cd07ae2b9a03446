"""DP323: parallel calls where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import record_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP323", Severity.WARNING, trigger='"parallel_tool_calls"')
def forbidden_parallel_calls(record: Record, context: Context) -> Iterator[Problem]:
    """A turn makes several calls, though the record says `parallel_tool_calls: false`.

    ## Why
    The setting is part of what the model reads, and says that a turn makes one call at most. The
    record teaches it to do otherwise.

    ## What to do
    Remove the setting, or make one call a turn.

    ## Fix safety
    Unsafe: the setting is removed, and the calls may be the mistake.
    """
    start = "" if "messages" in record.value else "/input"
    holder = record.value["input"] if start else record.value
    if holder.get("parallel_tool_calls") is not False:
        return
    for at, message in record.messages:
        made = len(message.get("tool_calls", ()))
        if made > 1:
            words = f"{made} calls at once, but parallel_tool_calls is false"
            fix = unsafe("remove the setting", Drop(f"{start}/parallel_tool_calls"))
            yield Problem(f"{at}/tool_calls", words, fix=fix)
