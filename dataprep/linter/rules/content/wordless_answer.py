"""DP434: an answer without a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.content.blank import NOTHING
from dataprep.linter.rules.content.texts import answer_texts, asked
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

# ASCII signs, and the bytes of the other signs and of emoji.
SIGNS = r'[^a-z0-9"\\\xc3-\xe1\xe3-\xef]{1,20}'
TRIGGER = rf'"(content|text)":"{SIGNS}"'
WORDLESS = re.compile(SIGNS.encode(), re.IGNORECASE)
# Brackets are a list, a set or a program; dots are a placeholder.
MEANT = re.compile(r"[\[\](){}<>]|\s*(?:\.\.\.+|\u2026)\s*\Z")
ABOUT = re.compile(
    r"emoji|emoticon|smiley|symbol|\bsigns?\b|punctuation|operator|character|arrow|icon|\bmarks?\b"
    r"|regex|pattern|react|\bdraw"
)


@record_rule("DP434", Severity.WARNING, trigger=TRIGGER)
def wordless_answer(record: Record, context: Context) -> Iterator[Problem]:
    """An answer has neither a letter nor a digit.

    ## Why
    "-", "???" and a thumb in the place of an answer were left by those who had none to give: the
    model learns to give none either. Where the messages to the model speak of signs or emoji, or
    name this one, it is an answer like any other.

    ## What to do
    Write the answer, or remove the record.
    """
    for at, message in record.messages:
        for place, text in answer_texts(message, at):
            if not WORDLESS.fullmatch(text.encode("utf-8", "replace")) or "\n" in text:
                continue
            if (
                any(map(str.isalnum, text))
                or NOTHING.fullmatch(text)
                or MEANT.search(text)
                or message.get("tool_calls")
            ):
                continue
            if not _is_asked(text.strip(), asked(record)):
                yield Problem(place, f"{quoted(text.strip())} has no word")


def _is_asked(sign: str, said: str) -> bool:
    """Say whether what is SAID to the model speaks of signs, or names the SIGN apart from words."""
    alone = rf"(?:^|[\s\"'`(,/:]){re.escape(sign)}(?:$|[\s\"'`),/.:])"
    return ABOUT.search(said) is not None or re.search(alone, said) is not None
