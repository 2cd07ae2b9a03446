"""DP519: prompts without answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import answer
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP519", Severity.ERROR, numbers=[answer], targets="sft")
def unanswered_prompts(table: Table, context: Context, *, least: int = 3) -> Iterator[Problem]:
    """No record of a file ends with an answer.

    ## Why
    In supervised training the model learns the answers, and there is none. Such files are prompts
    that wait for theirs, or for reinforcement fine-tuning, where the model answers and a grader
    judges; records for it mostly have a key for the grader beside `messages`.

    ## What to do
    For reinforcement fine-tuning, lint the file with `--target openai/rft`. Else add the answers.

    ## Options
    `least`: how many records there must be.
    """
    answers = table.numbers(answer)
    if len(answers) >= least and not any(answers):
        message = "no record ends with an answer; of prompts for reinforcement, name the target"
        yield Problem("", f"{message}: --target {context.provider.name}/rft")
