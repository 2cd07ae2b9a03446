"""DP508: a system prompt here and none there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.columns import system
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP508", Severity.WARNING, texts=[system])
def mixed_system_prompts(table: Table, context: Context, *, least: int = 10) -> Iterator[Problem]:
    """Some records have a system prompt and some have none.

    ## Why
    A tuned model is at its best under the prompt it was trained with. Records without it teach
    to answer that way under any prompt or none, which is seldom meant: most often two sources
    were joined, or the prompt was forgotten in some.

    ## What to do
    Give every record the system prompt that the model will be used with. A mixture on purpose
    is fine.

    ## Options
    `least`: how many records there must be.
    """
    texts = table.texts(system)
    none = texts.known.get("")
    without = Counter(texts.rows)[none] if none is not None else 0
    both = len(texts.rows)
    if both < least or not 0 < without < both:
        return
    fewer_have_none = without <= both - without
    row = next(n for n, code in enumerate(texts.rows) if (code == none) is fewer_have_none)
    how = "has none" if fewer_have_none else "has one"
    message = f"of {both} records, {both - without} have a system prompt and {without} not"
    yield Problem("", f"{message}; this is the first that {how}", line=table.lines[row])
