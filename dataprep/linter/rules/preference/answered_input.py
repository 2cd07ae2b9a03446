"""DP803: an input that ends with an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP803", Severity.ERROR, targets="dpo")
def answered_input(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """The input of a preference record ends with an assistant message.

    ## Why
    The outputs are what the assistant says next, so the input ends with what it is to answer.
    Where it ends with an answer, most often the whole conversation was put there, and the
    outputs follow their own copy.

    ## What to do
    Cut the last message of the input, or add the user's.
    """
    last = [turn for turn in turns if turn.at.startswith("/input")][-1]
    if last.role == "assistant":
        yield Problem(
            last.at, "the input ends with an assistant message: nothing is left to answer"
        )
