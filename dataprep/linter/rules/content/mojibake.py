"""DP412: characters read in the wrong encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.encoding import TRIGGER, misread
from dataprep.linter.rules.content.texts import texts_beyond_ascii
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP412", Severity.WARNING, trigger=TRIGGER)
def mojibake(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A text was written as UTF-8 and read in another encoding.

    ## Why
    "é" became "Ã©", and an apostrophe three signs. The model learns to write them so, and each
    takes more tokens than the character it stands for.

    ## What to do
    Read the source again as UTF-8. Where it is lost, the library ftfy undoes the damage.

    ## Fix safety
    Unsafe: the text changes, to what was most likely written. Only signs that surely were
    misread are decoded.
    """
    for place, text in texts_beyond_ascii(message, at):
        if found := list(misread(text)):
            _, broken, meant = found[0]
            words = f"{quoted(broken)} was {quoted(meant)} before it was misread"
            changes = (Reword(place, at, at + len(old), new) for at, old, new in found)
            yield Problem(place, words, fix=unsafe("decode the text", *changes))
