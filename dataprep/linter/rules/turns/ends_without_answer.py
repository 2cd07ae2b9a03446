"""DP206: a conversation without its last answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP206", Severity.ERROR, targets="sft")
def ends_without_answer(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """Something follows the last answer of a conversation.

    ## Why
    What follows the last answer is billed and trains nothing; most often an answer was lost.
    Some providers refuse the file. Where there is no answer at all, `nothing-to-train` says so.

    ## What to do
    Add the answer, or cut the messages after the last one.
    """
    last = turns[-1]
    answered = any(turn.role == "assistant" for turn in turns)
    if answered and last.role != "assistant":
        yield Problem(
            last.at, f"the conversation ends with a {last.role} message, not with an answer"
        )
