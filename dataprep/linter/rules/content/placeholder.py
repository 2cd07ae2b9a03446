"""DP408: a text that was never written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import prose, reads_as_code, texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = (
    r'"(content|text)":"(\s|\\[nrt])*[\[(<]?(todo|tbd|tba|fixme|xxx|placeholder|\.\.\.|\xe2\x80\xa6|'
    r"(your|insert|enter|add|write|answer|response|text|content) )|lorem ipsum"
    r"|[\[<](your|insert|enter|fill in|add your)[ _]"
    r"|\[((company|customer|recipient|client|product)('s)? name|date\]|name (here|of))"
)
WHOLE = re.compile(
    r"\s*(?:[\[(<]?(?:TODO|TBD|TBA|FIXME)\b(?! ?(?:list|app|item|comment|in|is|and|for)s?\b)"
    r"|[\[(<]?(?i:placeholder|xxx+|todo|tbd"
    r"|(?:your|insert|enter|add|write) (?:your |the |an? )?(?:answer|response|text)"
    r"(?: goes)?(?: here)?"
    r"|(?:answer|response|text|content) (?:goes )?here)[\])>]?\W*\Z"
    r"|(?:\.\.\.+|…)\s*\Z)"
)
INSIDE = re.compile(
    r"[\[<](?<!\w.)(?:(?:(?<=\[)your|insert|fill in|add your)[ _][^\]>\n]{0,60}"
    r"|(?:enter|your) (?:your|here|name|date|text|answer|response|amount|number)\b[^\]>\n]{0,60}"
    r"|(?<=\[)(?:(?:company|customer|recipient|client|product)(?:'s)? name|date|name here"
    r"|name of [^\]\n]{1,40}))[\]>](?!\()|lorem ipsum dolor",
    re.IGNORECASE,
)


@message_rule("DP408", Severity.WARNING, roles="system developer user assistant", trigger=TRIGGER)
def placeholder(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A placeholder stands where a text should.

    ## Why
    Somebody meant to write it later. The model learns to answer with "TODO", or with brackets that
    its users must fill.

    ## What to do
    Write the text, or remove the record.
    """
    for place, text in texts(message, at):
        found = WHOLE.match(text)
        if not found and (message["role"] != "user"):
            plain = prose(text) if INSIDE.search(text) else ""
            found = None if reads_as_code(plain) else INSIDE.search(plain)
        if found:
            yield Problem(place, f"{quoted(found[0].strip())} is a placeholder")
