"""DP306: a call without an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import calls, exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP306", Severity.ERROR, trigger='"tool_call')
def blank_call_id(record: Record, context: Context) -> Iterator[Problem]:
    """The id of a tool call, or of the call that a tool message answers, is blank.

    ## Why
    The id is all that ties an answer to its call.

    ## What to do
    Give each call an id (`call_1`, `call_2`, …), and its answer the same.
    """
    for call in calls(record):
        if call.has_id and not call.id.strip():
            yield Problem(f"{call.at}/id", "the id of the tool call is blank")
    for answer in exchange(record).answers:
        if not answer.id.strip():
            yield Problem(f"{answer.at}/tool_call_id", "the id of the answered tool call is blank")
