"""DP415: a character that is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# A second byte of UTF-8 that was misread is the fault of another rule.
CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f](?<![\xc2-\xf4\x80-\x9f][\x80-\x9f])")

WHOLE = re.compile(rf"\x1b\[[0-9;?]*[ -/]*[@-~]|{CONTROL.pattern}")


@message_rule(
    "DP415",
    Severity.WARNING,
    roles="system developer user assistant",
    trigger=r"[^\\](\\\\)*(\\u00[01]|\\b)|\x7f|\xc2[\x80-\x9f]",
)
def control_character(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A text holds a control character.

    ## Why
    Control characters are commands to terminals and printers: colours of a log, a bell, the rest
    of a binary file. They say nothing to the model, which learns to write them. What tools return
    is left alone.

    ## What to do
    Remove them; of coloured output remove the whole command.

    ## Fix safety
    Unsafe: the text changes. Of a command to a terminal the whole is removed.
    """
    for place, text in texts(message, at):
        if found := CONTROL.search(text):
            before = text[max(0, found.start() - 12) : found.start()]
            words = f"control character U+{ord(found[0]):04X} after {quoted(before)}"
            changes = (Reword(place, *one.span()) for one in WHOLE.finditer(text))
            yield Problem(place, words, fix=unsafe("remove them", *changes))
