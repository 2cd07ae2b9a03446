"""DP423: a code block without an end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import is_learnt, reads_as_code, texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

FENCE = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})[ \t]*([^`]*)$")
# Opened within a line, and with code right behind it.
INLINE = re.compile(r"\s(```)(?=\S)[^`]*\Z")
# Code that is to be completed is left open.
CONTINUED = re.compile(r"\b(?:continue|complete|completion|finish)\b", re.IGNORECASE)
TRIGGER = r'```|\\n~~~[a-z]|":"~~~[a-z]'


def _open_fence(text: str) -> str:
    """Return the last fence of TEXT that is still open at its end, or ""."""
    opened: list[tuple[str, str]] = []
    for line in text.split("\n"):
        fence = FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence and fence[1][0] == "~" and not (opened or fence[2]):
            continue  # it underlines a heading
        if fence and (not opened or fence[2].strip()):
            opened.append((fence[1], fence[2].strip()))
        elif fence and fence[1].startswith(opened[-1][0]):
            opened.pop()
    if opened:
        return "".join(opened[-1])
    inline = INLINE.search(text) if text.count("```") % 2 else None
    return inline[1] if inline else ""


@message_rule("DP423", Severity.WARNING, roles="user assistant", trigger=TRIGGER)
def unclosed_code_fence(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A code block is opened and never closed.

    ## Why
    Most often the text was cut off inside the block. What shows an answer takes all that follows
    for code, and the model learns to leave its blocks open.

    ## What to do
    Close the block where its code ends, or write the answer anew.
    """
    if message["role"] == "assistant" and not is_learnt(message, at):
        return
    for place, text in texts(message, at):
        opening = _open_fence(text)
        before = text.partition(opening[:3])[0] if opening else ""
        goes_on = message["role"] == "user" and CONTINUED.search(before)
        if opening and not goes_on and not reads_as_code(before):
            yield Problem(place, f"the code block {quoted(opening)} is never closed")
