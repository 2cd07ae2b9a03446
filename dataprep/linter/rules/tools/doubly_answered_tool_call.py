"""DP305: two answers to one call."""

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


@record_rule("DP305", Severity.WARNING, trigger='"tool_call_id"')
def doubly_answered_tool_call(record: Record, context: Context) -> Iterator[Problem]:
    """A tool call is answered twice.

    ## Why
    A call has one answer. A second one is a copy, or belongs to a call that was lost or has
    another id.

    ## What to do
    Remove the copy, or give it the id of its own call.
    """
    said = exchange(record)
    for answer in said.answers:
        if answer.again and answer.id.strip():
            yield Problem(
                f"{answer.at}/tool_call_id", f"tool call {quoted(answer.id)} was answered before"
            )
