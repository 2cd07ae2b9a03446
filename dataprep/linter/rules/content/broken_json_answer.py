"""DP435: an answer in JSON that is none."""

from __future__ import annotations

import json
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

TRIGGER = r'"(content|text)":"(\{\\"|\{\\n|\[\\"|\[\{|\[\\n)'
START = re.compile(r"(?:\{(?=[\"\n])|\[(?=[\"\n{])\s*\{?)\s*\"")
# A word of JSON that was cut is as long.
NEAR = 5
MEANT = re.compile(
    r"invalid|broken|malformed|incorrect|json5|jsonc|json ?lines|jsonl|comment|python|javascript"
)


@record_rule("DP435", Severity.WARNING, trigger=TRIGGER)
def broken_json_answer(record: Record, context: Context) -> Iterator[Problem]:
    """An answer in JSON cannot be read.

    ## Why
    What reads the answers of the model will fail as it learns to write JSON like this. Where it
    stops in the middle, the generator reached its limit of tokens. Other faults are named where the
    messages to the model speak of JSON.

    ## What to do
    Correct the answer, write it anew with a higher limit, or remove the record.
    """
    for at, message in record.messages:
        for place, text in answer_texts(message, at):
            if START.match(text) and "{{" not in text and (fault := _fault(text, record)):
                yield Problem(place, f"{fault}: {quoted(text[-30:])}")


def _fault(text: str, record: Record) -> str:
    """Return what keeps TEXT from being JSON, or "" where it may not be meant to be."""
    try:
        json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        end = len(text.rstrip())
        if text[end - 1] not in "]}":
            cut = error.msg.startswith("Unterminated") or error.pos >= end - NEAR
            return "the JSON stops in the middle" if cut else ""
        said = asked(record)
        if "json" in said and not MEANT.search(said) and not error.msg.startswith("Extra data"):
            return f"the JSON is broken at character {error.pos + 1}"
    except RecursionError:
        pass
    return ""
