"""DP422: an answer that stops in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.ending import TRIGGER, loose_end
from dataprep.linter.rules.content.texts import answer_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP422", Severity.WARNING, roles="assistant", trigger=TRIGGER, prose=True)
def cut_off_answer(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An answer stops in the middle of a sentence.

    ## Why
    The generator reached its limit of tokens. The model learns to stop where no sentence ends.

    ## What to do
    Write the answer anew with a higher limit, cut it back to its last sentence, or remove it.
    """
    for place, text in answer_texts(message, at):
        if found := loose_end(text):
            yield Problem(place, f"the answer stops in the middle of a sentence: {found}")
