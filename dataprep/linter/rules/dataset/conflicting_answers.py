"""DP506: one prompt, several answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import answer, prompt
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.table import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP506", Severity.WARNING, numbers=[prompt, answer], targets="sft rft")
def conflicting_answers(table: Table, context: Context) -> Iterator[Problem]:
    """A prompt is there again, with another answer.

    ## Why
    Where one answer is right, the model is taught both and learns to guess. Spaces, letter case
    and the last full stop of a short prompt or answer do not count. Of a preference pair, several
    for one prompt are usual, and not reported.

    ## What to do
    Decide which answer is right. Where many are welcome (a greeting, "write a poem"), the
    records are fine: ignore this rule.
    """
    answers = table.numbers(answer)
    for rows in groups(table.numbers(prompt)):
        answered = [row for row in rows if answers[row]]
        seen = {answers[row] for row in answered[:1]}
        for row in answered:
            if answers[row] not in seen:
                seen.add(answers[row])
                message = f"the prompt of line {table.lines[answered[0]]}, with another answer"
                yield Problem("", message, line=table.lines[row])
