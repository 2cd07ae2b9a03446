"""DP309: arguments encoded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import meant_calls, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP309", Severity.ERROR, trigger='"tool_calls"|"function_call"')
def doubly_encoded_arguments(record: Record, context: Context) -> Iterator[Problem]:
    """The arguments of a call are JSON inside JSON inside JSON.

    ## Why
    `json.dumps` was called on text that was JSON already. Whoever runs the tool parses the
    arguments once and gets a string.

    ## What to do
    Parse the arguments once and write the result.

    ## Fix safety
    Safe: the arguments are the same, encoded as often as whoever runs the tool decodes them.
    """
    for call in meant_calls(record):
        inner = parsed(call.arguments).value
        if isinstance(inner, str) and isinstance(parsed(inner).value, dict):
            place = f"{call.function}/arguments"
            fix = safe("decode them once", Put(place, inner))
            yield Problem(place, "the arguments are encoded as JSON twice", fix=fix)
