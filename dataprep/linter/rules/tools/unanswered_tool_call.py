"""DP301: a call without its answer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import exchange
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP301", Severity.ERROR, trigger='"tool_calls"')
def unanswered_tool_call(record: Record, context: Context) -> Iterator[Problem]:
    """A tool call has no answer, though the conversation goes on.

    ## Why
    In use every call is answered before anything else is said: a chat request with such messages
    is refused ("An assistant message with 'tool_calls' must be followed by tool messages
    responding to each 'tool_call_id'"). The model would learn to go on without the answer. A
    call at the end of a record is fine: nothing follows.

    ## What to do
    Add the tool message with the call's id, or cut the record after the call.
    """
    said = exchange(record)
    early = said.early
    strays = Counter(
        answer.run
        for answer in said.answers
        if not (answer.call or answer.again or answer.at in early)
    )
    answered = {call.at for call in early.values()}
    namesakes = Counter((call.id, call.turn) for call in said.calls)
    for call in said.unanswered:
        # An answer in the wrong place or with a wrong id explains one call, and a doubled id is a
        # fault of its own.
        if call.at in answered:
            continue
        if strays[call.turn]:
            strays[call.turn] -= 1
        elif call.turn < said.last and namesakes[call.id, call.turn] == 1:
            yield Problem(call.at, f"tool call {quoted(call.id)} has no answer")
