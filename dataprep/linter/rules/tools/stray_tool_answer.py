"""DP302: an answer without its call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import exchange
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

# Of so many open calls the one with the closest id is looked for.
MOST_COMPARED = 50


@record_rule("DP302", Severity.ERROR, trigger='"tool_call_id"')
def stray_tool_answer(record: Record, context: Context) -> Iterator[Problem]:
    """A tool message answers a call that was not made before it.

    ## Why
    A chat request with such a message is refused ("messages with role 'tool' must be a
    response to" a message with calls), so the model never sees the like. Most often the id was
    changed on the way, the turn with the call was cut, or the messages are out of order.

    ## What to do
    Give the tool message the id of its call, or put the call back.
    """
    said = exchange(record)
    early = said.early
    waiting = [call.id for call in said.unanswered if call.id.strip()][:MOST_COMPARED]
    for answer in said.answers:
        if answer.call or answer.again or not answer.id.strip():
            continue
        if answer.at in early:
            message = f"the answer stands before its call {quoted(answer.id)}"
        elif not said.calls:
            message = f"{quoted(answer.id)} answers a call, but no tool is called"
        else:
            hint = f"; open is {quoted(waiting[0])}" if len(waiting) == 1 else ""
            hint = did_you_mean(answer.id, waiting) or hint
            message = f"no earlier tool call has the id {quoted(answer.id)}{hint}"
        yield Problem(f"{answer.at}/tool_call_id", message)
