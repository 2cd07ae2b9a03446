"""DP209: an answer where the model is to give its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP209", Severity.ERROR, targets="rft")
def ends_with_answer(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """A reinforcement record does not end with the user.

    ## Why
    In reinforcement fine-tuning the model answers and the grader judges. A record that ends
    with an answer leaves nothing to answer; most often it is a chat record, meant for
    supervised training.

    ## What to do
    Cut the answer and give it to the grader under a key of its own, or lint the file with
    `--target openai/sft`.
    """
    last = turns[-1]
    if last.role != "user":
        yield Problem(last.at, f"the last message is of the {last.role}, not of the user")
