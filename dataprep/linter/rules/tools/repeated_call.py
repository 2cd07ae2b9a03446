"""DP329: a call made twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import parsed, taught_calls
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP329", Severity.WARNING, trigger='"tool_calls"')
def repeated_call(record: Record, context: Context) -> Iterator[Problem]:
    """A turn makes the same call twice.

    ## Why
    The second call brings nothing but its cost, and where the tool acts (an order, a message),
    it acts twice. The model learns to do so.

    ## What to do
    Remove one of the calls and its answer. Where each brings something else (a roll of dice),
    the record is fine.
    """
    made = set()
    for call in taught_calls(record):
        given = parsed(call.arguments)
        text = call.arguments if given.error else json.dumps(given.value, sort_keys=True)
        key = (call.turn, call.name, text)
        if key in made:
            words = f"{quoted(call.name)} is called before in this turn, with the same arguments"
            yield Problem(call.at, words)
        made.add(key)
