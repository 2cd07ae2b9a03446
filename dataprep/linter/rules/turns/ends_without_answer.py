"""DP206: a conversation without its last answer."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, unsafe
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

    ## Fix safety
    Unsafe: what follows the last answer is removed, where the answer to it may have been lost.
    """
    last = turns[-1]
    answered = any(turn.role == "assistant" for turn in turns)
    if answered and last.role != "assistant":
        rest = takewhile(lambda turn: turn.role != "assistant", reversed(turns))
        fix = unsafe("remove what follows the last answer", *(Drop(turn.at) for turn in rest))
        words = f"the conversation ends with a {last.role} message, not with an answer"
        yield Problem(last.at, words, fix=fix)
