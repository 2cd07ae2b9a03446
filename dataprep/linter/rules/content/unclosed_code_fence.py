"""DP423: a code block without an end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import answer_texts, reads_as_code
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

FENCE = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]+)*(`{3,})[ \t]*([^`]*)$")


def _open_fence(text: str) -> str:
    """Return the last fence of TEXT that is still open at its end, or ""."""
    opened: list[tuple[str, str]] = []
    for line in text.split("\n"):
        fence = FENCE.match(line) if "```" in line else None
        if fence and (not opened or fence[2].strip()):
            opened.append((fence[1], fence[2].strip()))
        elif fence and fence[1].startswith(opened[-1][0]):
            opened.pop()
    return "".join(opened[-1]) if opened else ""


@message_rule("DP423", Severity.WARNING, roles="assistant", trigger="```")
def unclosed_code_fence(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A code block of an answer is opened and never closed.

    ## Why
    Most often the answer was cut off inside the block. What shows the answer takes all that follows
    for code, and the model learns to leave its blocks open.

    ## What to do
    Close the block where its code ends, or write the answer anew.
    """
    for place, text in answer_texts(message, at):
        opening = _open_fence(text)
        if opening and not reads_as_code(text.partition(opening[:3])[0]):
            yield Problem(place, f"the code block {quoted(opening)} is never closed")
