"""DP209: an answer where the model is to give its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Record


@record_rule("DP209", Severity.ERROR, targets="rft")
def ends_with_answer(record: Record) -> Iterator[Problem]:
    """A reinforcement record does not end with the user.

    ## Why
    In reinforcement fine-tuning the model answers and the grader judges. A record that ends
    with an answer leaves nothing to answer; most often it is a chat record, meant for
    supervised training.

    ## What to do
    Cut the answer and give it to the grader under a key of its own, or lint the file with
    `--target openai/sft`.
    """
    messages = record.value["messages"]
    if messages[-1]["role"] != "user":
        at = f"/messages/{len(messages) - 1}"
        yield Problem(at, f"the last message is of the {messages[-1]['role']}, not of the user")
