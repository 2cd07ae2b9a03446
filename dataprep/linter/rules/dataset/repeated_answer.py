"""DP511: one answer to many prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import answer, label, prompt
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.dataset.labels import labels
from dataprep.linter.table import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP511", Severity.WARNING, numbers=[prompt, answer], texts=[label], targets="sft")
def repeated_answer(
    table: Table, context: Context, *, least: int = 5, share: float = 0.02
) -> Iterator[Problem]:
    """Many different prompts have one and the same answer.

    ## Why
    The answer is most often a refusal, an error or a stock phrase of the system that the data
    come from. The model learns that it fits everywhere. Where the answers are labels, it is as
    it should be, and not reported.

    ## What to do
    Read some of these records. Keep the few where the answer is right.

    ## Options
    `least` and `share`: how many prompts, and which share of the records, are many.
    """
    if labels(table):
        return
    prompts = table.numbers(prompt)
    for rows in groups(table.numbers(answer)):
        different = len({prompts[row] for row in rows})
        if different >= max(least, share * len(prompts)):
            first, second = (table.lines[row] for row in rows[:2])
            message = f"the answer to {different} different prompts (the next in line {second})"
            yield Problem("", message, line=first)
