"""DP201: a record that trains nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP201", Severity.ERROR, targets="sft")
def nothing_to_train(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """No assistant message of a record is trained.

    ## Why
    Training follows what the assistant says. A record without an assistant message, or with
    weight 0 on all of them, is billed and teaches nothing.

    ## What to do
    Add the answer, give one of the messages weight 1, or remove the record.
    """
    answers = [turn for turn in turns if turn.role == "assistant"]
    if not answers:
        yield Problem("/messages", "no assistant message: nothing is trained")
    elif all(turn.weight == 0 for turn in answers):
        yield Problem("/messages", "every assistant message has weight 0: nothing is trained")
