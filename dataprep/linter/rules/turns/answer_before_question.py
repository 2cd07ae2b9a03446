"""DP214: an answer to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule
from dataprep.linter.rules.turns.instructions import INSTRUCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP214", Severity.WARNING, targets="sft")
def answer_before_question(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """The assistant speaks before the user does.

    ## Why
    The model learns to open the conversation, which in use it never does where the user writes
    first. Often the first question was lost. Some chat templates refuse the record.

    ## What to do
    Put back the question, or give the greeting weight 0, which the rule lets pass.
    """
    roles = [turn.role for turn in turns]
    for turn in turns if "user" in roles else ():
        if turn.role == "assistant" and turn.weight != 0:
            yield Problem(turn.at, "the assistant speaks before the user")
        if turn.role not in INSTRUCTIONS:
            return
