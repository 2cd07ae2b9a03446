"""DP316: two tools of one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.definitions import DEFINES, definitions
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP316", Severity.ERROR, trigger=DEFINES)
def doubly_defined_tool(record: Record, context: Context) -> Iterator[Problem]:
    """Two tools of a record have the same name.

    ## Why
    A call names its tool. With two of one name nobody can tell which is meant, and providers
    refuse or drop one of them.

    ## What to do
    Remove one, or rename it in its definition and in its calls.
    """
    seen = set()
    for tool in definitions(record):
        # One name may stand in `tools` and, for older readers, in `functions`.
        key = (tool.name, tool.at.startswith("/functions"))
        if key in seen:
            yield Problem(f"{tool.at}/name", f"a tool before is named {quoted(tool.name)} too")
        seen.add(key)
