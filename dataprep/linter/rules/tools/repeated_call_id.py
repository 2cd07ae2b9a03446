"""DP303: one id for two calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import calls
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP303", Severity.ERROR, trigger='"tool_calls"')
def repeated_call_id(record: Record, context: Context) -> Iterator[Problem]:
    """Two calls of one turn have the same id.

    ## Why
    An answer names the call by its id. With one id for two calls nobody can tell which of them
    is answered, and the other stays open.

    ## What to do
    Give each call an id of its own, and its answer the same.
    """
    seen = set()
    for call in calls(record):
        # The two outputs of a pair are turns of their own.
        key = (call.id, call.turn)
        if key in seen and call.id.strip():
            yield Problem(
                f"{call.at}/id", f"another call of this turn has the id {quoted(call.id)}"
            )
        seen.add(key)
