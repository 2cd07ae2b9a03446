"""DP430: a turn of the user inside an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import answer_texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TURN = re.compile(r"(?<=\n)(?:Human|HUMAN|User|USER): .*")
# Where a dialogue is what was asked for, its first speaker stands at its beginning.
DIALOGUE = re.compile(
    r"\A\W*\w+\W*:|\b(?:dialog|conversation|chat|script|transcript|example|exchange)", re.I
)


@message_rule("DP430", Severity.WARNING, roles="assistant", trigger=r"n(human|user): ")
def next_turn(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An answer goes on with what the user says next.

    ## Why
    The generator did not stop and wrote the next turns too, or a whole conversation was taken for
    one answer. The model learns to talk to itself.

    ## What to do
    Cut the answer before the next turn, or make the turns messages of their own.
    """
    for place, text in answer_texts(message, at):
        found = TURN.search(text)
        if found and not DIALOGUE.search(text):
            yield Problem(place, f"the answer goes on with {quoted(found[0].strip())}")
