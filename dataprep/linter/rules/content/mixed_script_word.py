"""DP418: a letter of another script inside a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import texts_beyond_ascii
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

ALIKE = (
    "[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425]"
)
MIXED = re.compile(rf"\b(?:[A-Za-z]*{ALIKE}[a-z]{{2,}}|[A-Za-z]{{2,}}{ALIKE}[a-z]+)\b")


@message_rule("DP418", Severity.WARNING, trigger=r"[\xd0\xd1][\x80-\xbf][a-z]")
def mixed_script_word(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A Cyrillic letter stands in a Latin word, where it looks like a Latin one.

    ## Why
    The two look the same and are other tokens: to the model the word is one that nobody writes.
    Such letters come from scanned text, from keyboards, and from people who hide words from
    filters.

    ## What to do
    Write the Latin letter.
    """
    for place, text in texts_beyond_ascii(message, at):
        if found := MIXED.search(text):
            yield Problem(place, f"{quoted(found[0])} is spelled with letters of two scripts")
