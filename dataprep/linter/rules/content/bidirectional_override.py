"""DP416: text that is shown in another order."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import texts_beyond_ascii
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

OVERRIDE = re.compile("[\u202d\u202e]")
EMBEDDING = re.compile("[\u202a-\u202c\u2066-\u2069]")
LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@message_rule("DP416", Severity.WARNING, trigger=r"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
def bidirectional_override(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A text holds a character that changes the order in which it is shown.

    ## Why
    What people read when they review the record is not what the model is trained on. Such
    characters have hidden text from reviewers. Around Arabic or Hebrew words some of them are in
    order, and are left alone.

    ## What to do
    Remove them.

    ## Fix safety
    Unsafe: the text changes. Around Arabic and Hebrew words, the signs that are in order stay.
    """
    for place, text in texts_beyond_ascii(message, at):
        leftward = LEFTWARD.search(text)
        found = OVERRIDE.search(text) or (None if leftward else EMBEDDING.search(text))
        if found:
            before = text[max(0, found.start() - 12) : found.start()]
            words = f"U+{ord(found[0]):04X} reorders what is shown, after {quoted(before)}"
            every = OVERRIDE.finditer(text), () if leftward else EMBEDDING.finditer(text)
            changes = (Reword(place, *one.span()) for one in chain(*every))
            yield Problem(place, words, fix=unsafe("remove them", *changes))
