"""DP320: the older name of tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put, Rename
from dataprep.linter.finding import Problem, Severity, unsafe
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

    ## Fix safety
    Unsafe: a reader of the older form no longer finds them. Where `tools` stand beside,
    nothing is done.
    """
    # Where a target does not read the key, its schema does not say what it holds.
    if isinstance(functions := record.value.get("functions"), list):
        tools = [{"type": "function", "function": given} for given in functions]
        change = Rename("/functions", "tools"), Put("/functions", tools)
        fix = unsafe("write them as tools", *change) if "tools" not in record.value else None
        words = "'functions' is deprecated in favour of 'tools'"
        yield Problem("/functions", words, at_key=True, fix=fix)
