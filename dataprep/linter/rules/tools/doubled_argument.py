"""DP330: an argument that is given twice."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import meant_calls, parsed
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP330", Severity.ERROR, trigger='"tool_calls"|"function_call"')
def doubled_argument(record: Record, context: Context) -> Iterator[Problem]:
    """The arguments of a call hold one key twice.

    ## Why
    Most readers take the last value and drop the other without a word; some fail. The model is
    taught arguments of which nobody knows what they mean.

    ## What to do
    Keep one of them, or put both values into a list where the tool takes one.
    """
    for call in meant_calls(record):
        if not parsed(call.arguments).error and (key := _doubled(call.arguments)):
            yield Problem(f"{call.function}/arguments", f"argument {quoted(key)} is given twice")


@lru_cache(maxsize=1024)
def _doubled(arguments: str) -> str:
    """Return the first key that an object in ARGUMENTS holds twice, if one does."""
    found: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> None:
        found.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)

    try:
        json.loads(arguments, object_pairs_hook=note)
    except (ValueError, RecursionError):
        return ""
    return found[0] if found else ""
