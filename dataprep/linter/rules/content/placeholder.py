"""DP408: a text that was never written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.content.texts import asked, prose, reads_as_code, texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

TRIGGER = (
    r'"(content|text)":"(\s|\\[nrt])*[\[(<]?(todo|tbd|tba|fixme|xxx|placeholder|\.\.\.|\xe2\x80\xa6|'
    r"(your|insert|enter|add|write|answer|response|text|content|output)[ \])>]|asdf|foo ?bar"
    r"|(sample|dummy|example|test) (answer|response|text|output)|to be (added|written|filled|done))"
    r"|lorem ipsum|[\[<](your|insert|enter|fill in|add your)[ _]"
    r"|\[((company|customer|recipient|client|product)('s)? name|date\]|name (here|of))"
    r"|your_api_key|your_access_key|your_access_token|your_api_token|your_secret_key"
)
WHOLE = re.compile(
    r"\s*(?:[\[(<]?(?:TODO|TBD|TBA|FIXME)\b(?! ?(?:list|app|item|comment|in|is|and|for)s?\b)"
    r"|(?i:todo: ?.{0,60}\Z)"
    r"|[\[(<]?(?i:placeholder|xxx+|todo|tbd|asdf\w*|foo ?bar"
    r"|(?:your|insert|enter|add|write) (?:your |the |an? )?(?:answer|response|text)"
    r"(?: goes)?(?: here)?|(?:answer|response|text|content) (?:goes )?here"
    r"|(?:answer|response) (?:is )?(?:pending|missing)|(?:sample|dummy|example) "
    r"(?:answer|response|text|output)|to be (?:added|written|filled in|done))[\])>]?\W*\Z"
    r"|[\[<](?i:answer|response|text|content|output)[\]>]\W*\Z"
    r"|(?:\.\.\.+|…)\s*\Z)"
)
# A search leaps to its first sign, and so it must be one of two.
INSIDE = re.compile(
    r"[\[<](?<!\w.)(?:(?:(?<=\[)your|insert|fill in|add your)[ _][^\]>\n]{0,60}"
    r"|(?:enter|your) (?:your|here|name|date|text|answer|response|amount|number)\b[^\]>\n]{0,60}"
    r"|(?<=\[)(?:(?:company|customer|recipient|client|product)(?:'s)? name|date|name here"
    r"|name of [^\]\n]{1,40}))[\]>](?!\()",
    re.IGNORECASE,
)
LOREM = re.compile(r"[Ll]orem ipsum dolor")
KEY = re.compile(r"\bYOUR_(?:(?:API|ACCESS)_(?:KEY|TOKEN)|SECRET_KEY)\b")
REPLACED = re.compile(r"replac|your (?:own |actual |real )?(?:api |access |secret )?(?:key|token)")
# A letter that was asked for has gaps for what nobody said.
GAPS = re.compile(
    r"templat|letter|e-?mail|placeholder|lorem|draft|contract|agreement|invoice|\bresume\b|memo\b"
    r"|press release|speech|invitation|fill[ -]in|\bform\b"
)


@record_rule("DP408", Severity.WARNING, trigger=TRIGGER)
def placeholder(record: Record, context: Context) -> Iterator[Problem]:
    """A placeholder stands where a text should.

    ## Why
    Somebody meant to write it later. The model learns to answer with "TODO", or with brackets that
    its users must fill. Gaps in a template or a letter that was asked for are left alone.

    ## What to do
    Write the text, or remove the record.
    """
    for at, message in record.messages:
        role = message["role"]
        if role in ("tool", "function"):
            continue
        for place, text in texts(message, at):
            found = WHOLE.match(text)
            if not found and role != "user":
                found = _gap(text)
                found = None if found and role == "assistant" and _has_gaps(record) else found
            if found:
                yield Problem(place, f"{quoted(found[0].strip())} is a placeholder")


def _gap(text: str) -> re.Match[str] | None:
    """Return what is to be filled in the prose of TEXT."""
    if not (INSIDE.search(text) or LOREM.search(text) or KEY.search(text)):
        return None
    plain = prose(text)
    key = None if REPLACED.search(plain.lower()) else KEY.search(plain)
    return None if reads_as_code(plain) else INSIDE.search(plain) or LOREM.search(plain) or key


def _has_gaps(record: Record) -> bool:
    return GAPS.search(asked(record)) is not None
