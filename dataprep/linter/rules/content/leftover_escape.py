"""DP417: an escape that was not undone."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import prose, reads_as_code, texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = r"&(amp|quot|apos|nbsp|lt|gt|#x?[0-9a-f]{2,5});|\\\\u[0-9a-f]{4}|\\\\n[^\\]{0,400}\\\\n"
TWICE = re.compile(r"&amp;(?:amp|quot|apos|nbsp|lt|gt|#x?[0-9a-fA-F]{2,5});")
ESCAPE = re.compile(
    r"[&\\](?:(?<=&)(?:amp|quot|apos|nbsp|lt|gt|#39|#x27|#34);"
    r"|(?<=\\)(?<![\"']\\)u(?:00[a-fA-F]|20[0-3])[0-9a-fA-F])"
)
MARKUP = re.compile(r"<[a-zA-Z/!]")
# A command of TeX or a folder of Windows may begin with an n.
LINE_FEED = re.compile(r"\\n(?![a-z])")


def _line_feed(text: str) -> re.Match[str] | None:
    """Return the first of several line feeds that are written as two characters."""
    if "\n" in text or len(LINE_FEED.findall(text)) < 2:
        return None
    return LINE_FEED.search(text)


@message_rule(
    "DP417",
    Severity.WARNING,
    roles="system developer user assistant",
    trigger=TRIGGER,
    prose=True,
)
def leftover_escape(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An escape stands in a text in place of its character.

    ## Why
    The text was taken from HTML or JSON and not decoded, or was encoded twice. The model learns to
    write "&quot;" for a quotation mark. Text that is HTML, JSON or code may hold escapes, and is
    left alone.

    ## What to do
    Decode the text once more before the record is written.

    ## Fix safety
    Unsafe: the text changes. A text that quotes code is left alone.
    """
    for place, text in texts(message, at):
        if not any(map(text.__contains__, ("&", "\\u"))) and not _line_feed(text):
            continue
        plain = prose(text)
        found = TWICE.search(plain)
        if not found and not plain.lstrip().startswith(("{", "[", '"')):
            found = ESCAPE.search(plain) or _line_feed(plain)
            found = None if found and (MARKUP.search(plain) or reads_as_code(plain)) else found
        if found:
            words = f"{quoted(found[0])} stands for a character"
            changes = (
                Reword(place, *one.span(), _character(one[0])) for one in found.re.finditer(text)
            )
            fix = unsafe("write the characters", *changes) if plain == text else None
            yield Problem(place, words, fix=fix)


def _character(escape: str) -> str:
    if escape.startswith("&"):
        return unescape(escape)
    return str(json.loads(f'"{escape}"'))
