"""DP414: a character that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import texts_beyond_ascii
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = (
    r"\xe2\x80[\x8b-\x8d]|\xe2\x81[\xa0-\xa4]|\xef\xbb\xbf|\xc2\xad|\xe1\xa0\x8e|\xf3\xa0\x80"
    r"|\xf3\xa0\x81|\xe3\x85\xa4|\xef\xbe\xa0|\xe1\x85[\x9f\xa0]"
)
# Joiners belong between letters of scripts that join, and tags behind the flag that they name.
INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0]"
    "|(?<![^\x00-\u024f])[\u200c\u200d](?![^\x00-\u024f])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001-\U000e007f]"
)
BREAKS = "\u200b\u2060"
# Thai, Lao, Tibetan, Burmese and Khmer are written without spaces: a break has no other sign.
UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")


@message_rule("DP414", Severity.WARNING, trigger=TRIGGER)
def invisible_character(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A text holds a character without width where no script needs one.

    ## Why
    Zero-width spaces, soft hyphens and the like come along when text is copied from web pages, and
    some are put there to mark or to hide text. They split words into odd tokens, and the model
    learns to write them. Where a script needs them (Persian, Thai, the languages of India, emoji)
    they are left alone.

    ## What to do
    Remove them.

    ## Fix safety
    Unsafe: the text changes. Where lines are to break, and which letters are to join, is lost.
    """
    for place, text in texts_beyond_ascii(message, at):
        found = INVISIBLE.search(text)
        kept = BREAKS if found and UNSPACED.search(text) else ""
        if found and found[0] not in kept:
            before = text[max(0, found.start() - 12) : found.start()]
            words = f"U+{ord(found[0]):04X} is invisible, after {quoted(before)}"
            every = INVISIBLE.finditer(text)
            changes = (Reword(place, *one.span()) for one in every if one[0] not in kept)
            yield Problem(place, words, fix=unsafe("remove them", *changes))
