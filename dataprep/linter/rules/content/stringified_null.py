"""DP409: a missing value that was written as a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.content.texts import asked, texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

TRIGGER = (
    r'"(content|text)":"(\s|\\[nrt])*(none|nan|null|nil|nat|undefined|n/a|#n/a|#ref!|#value!|#name\?|<na>)\.?(\s|\\[nrt])*"'
    r"|\[object |(dear|hello|hi|hey) (none|nan|null|undefined)|: (nan|undefined)"
)
WHOLE = re.compile(
    r"\s*(None|nan|NaN|NAN|null|NULL|nil|NaT|undefined|N/A|n/a|#N/A|#REF!|#VALUE!|#NAME\?|<NA>"
    r"|\[object Object\])\.?\s*"
)
FILLED = re.compile(
    r"\b(?:Dear|Hello|Hi|Hey) (?:None|nan|NaN|null|undefined)\b|"
    r"^[\w ]{1,30}: (?:nan|NaN|undefined)$|\[object Object\]",
    re.MULTILINE,
)

# Where such a word is a value of a language, it may be an answer.
VALUE = re.compile(
    r"\b(?:python|javascript|java|typescript|sql|pandas|numpy|floats?|floating|data ?types?"
    r"|programming|js|print)\b"
)


def _may_be_meant(word: str, record: Record, at: str) -> bool:
    """Say whether the record speaks of values, or a message other than the one AT holds WORD."""
    if VALUE.search(asked(record)):
        return True
    others = (message for place, message in record.messages if place != at)
    return any(word.casefold() in text.casefold() for m in others for _, text in texts(m, ""))


@record_rule("DP409", Severity.WARNING, trigger=TRIGGER)
def stringified_null(record: Record, context: Context) -> Iterator[Problem]:
    """A text is what a program prints for a missing value.

    ## Why
    An empty cell became "nan", "None" or "undefined" when the records were made, and is trained as
    if somebody had said it. Where another message of the record mentions the word, or a programming
    language is spoken of, it is an answer like any other.

    ## What to do
    Remove the record, or fill the value.
    """
    for at, message in record.messages:
        if message["role"] in ("tool", "function"):
            continue
        for place, text in texts(message, at):
            whole = WHOLE.fullmatch(text)
            found = whole or FILLED.search(text)
            if found and not (whole and _may_be_meant(whole[1], record, at)):
                yield Problem(place, f"{quoted(found[0].strip())} stands for a missing value")
