"""DP207: a record without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP207", Severity.WARNING, targets="sft dpo")
def missing_user_turn(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """A record has no user message.

    ## Why
    The model learns to answer where nobody asked. Providers accept it, and now and then it is
    meant (a greeting, a continuation); more often the question was lost.

    ## What to do
    Add the user's message, or ignore the rule where the record is meant so.
    """
    if not any(turn.role == "user" for turn in turns):
        yield Problem(turns[0].at.rpartition("/")[0], "no user message")
