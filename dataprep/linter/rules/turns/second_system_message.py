"""DP213: two system messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule
from dataprep.linter.rules.turns.instructions import INSTRUCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP213", Severity.WARNING)
def second_system_message(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """A record begins with more than one system message.

    ## Why
    Most chat templates know one; they drop the others, or join them in a way of their own. Often
    two prompts were put together by a program that did not know of the other.

    ## What to do
    Join them in one message.
    """
    first = turns[0].role
    for turn in turns[1:]:
        if turn.role not in INSTRUCTIONS:
            return
        if turn.role == first:
            yield Problem(turn.at, f"a second {turn.role} message")
