"""DP211: two questions in a row."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP211", Severity.WARNING)
def consecutive_questions(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """Two user messages follow each other.

    ## Why
    Most often the answer between them was lost, or one message was split in two. Strict chat
    templates want turns to alternate and refuse the record.

    ## What to do
    Put back the answer, or join the two messages. Ignore the rule where people are meant to write
    several messages before they get an answer.
    """
    for before, turn in pairwise(turns):
        if before.role == turn.role == "user":
            yield Problem(turn.at, "a user message follows another")
