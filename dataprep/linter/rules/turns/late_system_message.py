"""DP212: instructions in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule
from dataprep.linter.rules.turns.instructions import INSTRUCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP212", Severity.WARNING)
def late_system_message(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """A system message stands after the conversation has begun.

    ## Why
    Instructions come first: most chat templates move a later one to the front, drop it or refuse
    it, and in use the model will meet one at the beginning.

    ## What to do
    Move it to the beginning, or make it a part of the user's message.
    """
    begun = False
    for turn in turns:
        begun = begun or turn.role not in INSTRUCTIONS
        if begun and turn.role in INSTRUCTIONS:
            yield Problem(turn.at, f"a {turn.role} message after the conversation has begun")
