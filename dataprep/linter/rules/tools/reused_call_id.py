"""DP304: an id used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import exchange
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP304", Severity.WARNING, trigger='"tool_calls"')
def reused_call_id(record: Record, context: Context) -> Iterator[Problem]:
    """A call has the id of a call in an earlier turn.

    ## Why
    Providers accept it, but readers that look a call up by its id find the wrong one. Each record
    is named once.

    ## What to do
    Number the calls of a record on.
    """
    turns: dict[str, int] = {}
    reused = [
        call
        for call in exchange(record).calls
        if turns.setdefault(call.id, call.turn) != call.turn and call.id.strip()
    ]
    if reused:
        message = f"an earlier turn has a call with the id {quoted(reused[0].id)}"
        more = f", and {len(reused) - 1} more are used again" if len(reused) > 1 else ""
        yield Problem(f"{reused[0].at}/id", message + more)
