"""DP511: one answer to many prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import answer, is_long, label, prompt
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
    """Different prompts have one and the same answer.

    ## Why
    An answer to many prompts is most often a refusal, an error or a stock phrase of the system
    that the data come from. The model learns that it fits everywhere. A sentence that answers
    two or three prompts shows a record that was copied and hardly changed, or an answer that
    went to the wrong prompt. Where the answers are labels, it is as it should be, and not
    reported.

    ## What to do
    Read these records. Keep those where the answer is right.

    ## Options
    `least` and `share`: how many prompts, and which share of the records, are many. An answer of
    eight words or more to the only question of a record is reported from the second prompt on:
    each record up to `least`, and once from there on.
    """
    if labels(table):
        return
    prompts, answers, lines = table.numbers(prompt), table.numbers(answer), table.lines
    for rows in groups(answers):
        first: dict[int, int] = {}
        for row in rows:
            first.setdefault(prompts[row], row)
        here, *others = first.values()
        long = is_long(answers[here])
        if others and len(first) >= (least if long else max(least, share * len(prompts))):
            next_ = lines[others[0]]
            message = f"the answer to {len(first)} different prompts (the next in line {next_})"
            yield Problem("", message, line=lines[here])
        elif long:
            for row in others:
                message = f"the same answer as in line {lines[here]}, to another prompt"
                yield Problem("", message, line=lines[row])
