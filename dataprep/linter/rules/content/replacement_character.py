"""DP413: a character that was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import texts_beyond_ascii
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

LOST = "\ufffd"


@message_rule("DP413", Severity.WARNING, trigger=r"\xef\xbf\xbd")
def replacement_character(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A text holds the sign for a character that could not be read (U+FFFD).

    ## Why
    What stood there is lost. The model learns to write the sign in the middle of words.

    ## What to do
    Read the source again in its own encoding.
    """
    for place, text in texts_beyond_ascii(message, at):
        if (index := text.find(LOST)) >= 0:
            yield Problem(
                place, f"a character was lost: {quoted(text[max(0, index - 12) : index + 12])}"
            )
