"""DP208: two answers in a row."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP208", Severity.WARNING, targets="sft")
def consecutive_answers(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """Two assistant messages follow each other.

    ## Why
    Strict providers and chat templates want turns to alternate, and one of them has refused
    such files without naming the line. Often a user message between the two was lost.

    ## What to do
    Join the two messages, or put back what stood between them.
    """
    for before, turn in pairwise(turns):
        if before.role == turn.role == "assistant":
            yield Problem(turn.at, "an assistant message follows another")
