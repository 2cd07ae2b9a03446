"""DP404: an answer with a space before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import answer_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = r'"(content|text)":"( |\\n)([^ \\]|\\["\\/])'
PADDED = re.compile(r"[ \n](?=\S)")


@message_rule("DP404", Severity.WARNING, roles="assistant", trigger=TRIGGER)
def padded_answer(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An answer begins with a single space or line feed.

    ## Why
    The old completion models wanted a space before every completion. In a chat there is none: the
    model learns to begin each reply with it.

    ## What to do
    Remove the white space at the beginning.

    ## Fix safety
    Unsafe: the text of an answer changes.
    """
    for place, text in answer_texts(message, at):
        if PADDED.match(text):
            words = f"the answer begins with {'a space' if text[0] == ' ' else 'a line feed'}"
            yield Problem(place, words, fix=unsafe("remove it", Reword(place, 0, 1)))
