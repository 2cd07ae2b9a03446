"""DP322: a tool without a description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.tools.toolset import tools_of, toolset
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP322", Severity.WARNING, texts=[toolset])
def undescribed_tool(table: Table, context: Context) -> Iterator[Problem]:
    """A tool has no description.

    ## Why
    The description is how a model knows when to call the tool. It reads the definition in
    training and in use, and a name alone says little. Each tool is named once a file.

    ## What to do
    Say in a sentence what the tool does and when it is meant.
    """
    column = table.texts(toolset)
    named = set()
    for code, text in enumerate(column.known):
        for name, described in tools_of(text):
            if not described and name not in named:
                named.add(name)
                line = table.lines[column.rows.index(code)]
                yield Problem("", f"tool {quoted(name)} has no description", line=line)
