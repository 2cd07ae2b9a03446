"""DP216: weight 0 at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP216", Severity.WARNING, targets="sft")
def untrained_last_answer(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """The last answer has weight 0, though earlier ones are trained.

    ## Why
    Weight 0 keeps an answer as context for what follows; after the last one nothing follows, and
    its tokens are billed for nothing. Often the weights were counted the wrong way round.

    ## What to do
    Give the last answer weight 1, or cut it.
    """
    *earlier, last = [turn for turn in turns if turn.role == "assistant"] or turns
    if last.weight == 0 and any(turn.weight != 0 for turn in earlier):
        yield Problem(f"{last.at}/weight", "the last answer has weight 0, earlier ones are trained")
