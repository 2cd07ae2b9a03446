"""DP218: system and developer in one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import turns_rule
from dataprep.linter.rules.turns.instructions import INSTRUCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP218", Severity.WARNING)
def mixed_instructions(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """A record has both a `system` and a `developer` message.

    ## Why
    They are two names for one thing: newer models call it `developer`, the others `system`. A
    provider takes one of them, and turns the other into it or refuses the record.

    ## What to do
    Write `system` for both in supervised and preference records, and join them in one message.

    ## Fix safety
    Unsafe: models that know `developer` tell the two apart.
    """
    changes = (Put(f"{turn.at}/role", "system") for turn in turns if turn.role == "developer")
    first: str | None = None
    for turn in turns:
        if turn.role in INSTRUCTIONS:
            first = first or turn.role
            if turn.role != first:
                words = f"a {turn.role} message beside a {first} message"
                yield Problem(f"{turn.at}/role", words, fix=unsafe("write 'system'", *changes))
                return
