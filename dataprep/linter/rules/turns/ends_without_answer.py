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
    """The last message is not the assistant's.

    ## Why
    What follows the last answer is billed and trains nothing; most often an answer was lost,
    or the rows are prompts that still need one. Some providers refuse the file.

    ## What to do
    Add the answer, or cut the messages after the last one.
    """
    last = turns[-1]
    if last.role != "assistant":
        yield Problem(
            last.at, f"the conversation ends with a {last.role} message, not with an answer"
        )
