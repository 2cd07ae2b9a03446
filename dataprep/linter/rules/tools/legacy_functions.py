"""DP320: the older name of tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP320", Severity.WARNING, targets="sft", trigger='"functions"')
def legacy_functions(record: Record, context: Context) -> Iterator[Problem]:
    """A record defines `functions`, the older name of `tools`.

    ## Why
    `functions` and `function_call` are deprecated. They know no ids and no parallel calls, and
    other providers and chat templates do not read them.

    ## What to do
    Write each function as a tool: `{"type": "function", "function": {…}}`.
    """
    if "functions" in record.value:
        yield Problem("/functions", "'functions' is deprecated in favour of 'tools'", at_key=True)
