"""DP438: an error of the generator in the place of its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.content.texts import answer_texts, asked
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

TRIGGER = (
    r'"(content|text)":"(error|rate limit|traceback|internal server|too many req|service unav'
    r"|bad gateway|gateway time|request timed|the server had|openai\.|an error occ|apierror|429)"
)
ERROR = re.compile(
    r"""(?:Error:\ |Error\ code:\ )?429\b:?\ (?:-\ )?(?:Too\ Many|\{)
    |Error\ code:\ \d{3}\b|Error:?\ (?:4|5)\d\d\b
    |Rate\ limit\ (?:exceeded|reached)|Too\ Many\ Requests|Internal\ Server\ Error
    |Traceback\ \(most\ recent\ call\ last\):|Service\ Unavailable|Bad\ Gateway|Gateway\ Time-?out
    |Request\ timed\ out|APIError|openai\.\w*Error|The\ server\ had\ an\ error
    |An\ error\ occurred\ (?:while|during)""",
    re.VERBOSE | re.IGNORECASE,
)
ABOUT = re.compile(r"error|exception|traceback|status|http|rate limit|time-?out|server|debug|log\b")


@record_rule("DP438", Severity.WARNING, trigger=TRIGGER)
def error_answer(record: Record, context: Context) -> Iterator[Problem]:
    """An answer is the error that the generator met.

    ## Why
    The program that collected the answers wrote the error down in the place of one. The model
    learns to say it. Where the messages to the model speak of errors, it is an answer like any
    other.

    ## What to do
    Ask for the answer again, or remove the record.
    """
    for at, message in record.messages:
        for place, text in answer_texts(message, at):
            found = ERROR.match(text)
            if found and not ABOUT.search(asked(record)):
                yield Problem(place, f"the answer is an error: {quoted(text.strip())}")
