"""DP433: one character over and over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import answer_texts, prose
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# What people draw out; lines are drawn with other signs, and digits are data. Capitals fill the
# gaps in base64.
LENGTH = 30
LETTERS = "aehmnouyz!?"
TRIGGER = "|".join(f"{re.escape(letter)}{{{LENGTH}}}" for letter in LETTERS)
RUN = re.compile(rf"(?<![\w/+])\w{{0,12}}?([{LETTERS}])\1{{{LENGTH - 1},}}(?![\w/+]{{13}})")


@message_rule("DP433", Severity.WARNING, roles="assistant", trigger=TRIGGER)
def character_run(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A letter or mark of an answer stands there thirty times or more in a row.

    ## Why
    A generator that was caught in a loop wrote it, or a cat on the keyboard. The model learns the
    loop.

    ## What to do
    Shorten the run, or remove the record.
    """
    for place, text in answer_texts(message, at):
        if found := RUN.search(prose(text)):
            count = len(found[0]) - len(found[0].rstrip(found[1]))
            yield Problem(place, f"{quoted(found[1])} stands there {count} times in a row")
