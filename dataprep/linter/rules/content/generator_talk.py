"""DP429: words of the generator around the answer."""

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

TRIGGER = r"\b(rewritten|rephrased|paraphrased|reworded|synthetic|augmented) "
TALK = re.compile(
    r"\W*(?:(?:sure|certainly|of course|okay|ok)\W+)?(?:here(?:['\u2019]s| is| are)|below is)"
    r" (?:the|an?|your|my|some)? ?"
    r"(rewritten|rephrased|paraphrased|reworded|synthetic|augmented) "
    r"(?:version|text|response|answer|question|prompt|conversation|dialogue|example|instruction|data)",
    re.IGNORECASE,
)


@record_rule("DP429", Severity.WARNING, trigger=TRIGGER)
def generator_talk(record: Record, context: Context) -> Iterator[Problem]:
    """An answer begins with words about the task of the generator that wrote it.

    ## Why
    "Here is the rewritten version:" answers the one who asked for data, not the user of the record,
    whose messages ask for nothing of the kind. The model learns to say it to everybody.

    ## What to do
    Cut the words off.
    """
    said = None
    for at, message in record.messages:
        for place, text in answer_texts(message, at):
            found = TALK.match(text)
            if found and said is None:
                said = asked(record)
            if found and not (said and found[1].lower()[:6] in said):
                yield Problem(place, f"{quoted(found[0])} speaks to the one who made the data")
