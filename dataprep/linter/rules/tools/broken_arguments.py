"""DP308: arguments that are not JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe, unsafe
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.literals import literal
from dataprep.linter.rules.tools.calls import meant_calls, parsed
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP308", Severity.ERROR, trigger='"tool_calls"|"function_call"')
def broken_arguments(record: Record, context: Context) -> Iterator[Problem]:
    """The arguments of a call are not JSON.

    ## Why
    Whoever runs the tool parses them. A model that is trained on broken arguments writes broken
    arguments, and chat templates fail on them.

    ## What to do
    Write the arguments as a JSON object in a string: what `json.dumps` makes of the arguments,
    and `"{}"` where there are none.

    ## Fix safety
    Safe for arguments that are blank: without an argument, `{}` is what every tool reads.
    Unsafe for what Python printed (`{'city': 'Basel'}`), which a tool of Python may have been
    meant to read.
    """
    for call in meant_calls(record):
        error = parsed(call.arguments).error
        place = f"{call.function}/arguments" if error else ""
        if error and not call.arguments.strip():
            blank = safe("write '{}'", Put(place, "{}"))
            yield Problem(place, "the arguments are blank, not '{}'", fix=blank)
        elif error:
            given = quoted(call.arguments)
            value = literal(call.arguments)
            new = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else ""
            fix = unsafe("write them as JSON", Put(place, new)) if new else None
            yield Problem(place, f"the arguments {given} are not JSON: {error}", fix=fix)
