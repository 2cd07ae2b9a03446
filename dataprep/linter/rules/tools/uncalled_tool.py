"""DP317: a tool that is never called."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.tools.toolset import MOST_TOOLS, tools_called, tools_of, toolset
from dataprep.linter.table import OTHER
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP317", Severity.WARNING, numbers=[tools_called], texts=[toolset], targets="sft dpo")
def uncalled_tool(table: Table, context: Context, *, records: int = 50) -> Iterator[Problem]:
    """A tool is given in many records and called in none of them.

    ## Why
    The model reads its definition in each of these records, is billed for it, and learns that it
    is never the right one.

    ## What to do
    Add records that call it, or take it out of `tools`. Where it is there to be resisted, ignore
    the rule.

    ## Options
    `records` is the number of records from which on a tool is reported.
    """
    column = table.texts(toolset)
    sets = {text: tools_of(text) for text in column.known}
    # Of a file with too many or too long sets of tools it is not known which record calls what.
    if OTHER in column.rows or any(text and not tools for text, tools in sets.items()):
        return
    given: Counter[str] = Counter()
    called: set[str] = set()
    first: dict[str, int] = {}
    known = list(sets.values())
    kept = Counter(zip(column.rows, table.numbers(tools_called), strict=True))
    for (code, bits), count in kept.items():
        for bit, (name, _) in enumerate(known[code]):
            given[name] += count
            first.setdefault(name, code)
            if bit >= MOST_TOOLS or bits >> bit & 1:
                called.add(name)
    for name, count in given.items():
        if count >= records and name not in called:
            line = table.lines[column.rows.index(first[name])]
            yield Problem(
                "", f"tool {quoted(name)} is given in {count} records, called in none", line=line
            )
