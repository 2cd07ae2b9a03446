"""DP326: an answer that comes too late."""

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


@record_rule("DP326", Severity.ERROR, trigger='"tool_call_id"')
def late_tool_answer(record: Record, context: Context) -> Iterator[Problem]:
    """Another turn stands between a call and its answer.

    ## Why
    In use the answers come right after the turn that made the calls, in any order; a chat request
    with anything between them is refused. The model learns from a conversation that cannot
    happen.

    ## What to do
    Move the tool message up to its call.
    """
    for answer in exchange(record).answers:
        if answer.call and answer.call.turn != answer.run:
            yield Problem(
                answer.at,
                f"another turn stands between this answer and its call {quoted(answer.id)}",
            )
