"""DP307: an id that is too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP307", Severity.WARNING, trigger='"tool_calls"')
def overlong_call_id(record: Record, context: Context) -> Iterator[Problem]:
    """The id of a tool call is longer than the provider allows in a request.

    ## Why
    A chat request with such an id is refused ("string too long. Expected a string with maximum
    length 40"). Whether a training file is refused too is not known; ids of the model's own calls
    have 29 characters.

    ## What to do
    Shorten the id, in the call and in its answer.
    """
    longest = context.provider.limits[context.method].call_id_length
    for call in calls(record):
        if longest is not None and len(call.id) > longest:
            yield Problem(
                f"{call.at}/id", f"the id has {len(call.id)} characters, {longest} are allowed"
            )
