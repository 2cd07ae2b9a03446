"""DP431: a file inside a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

FILE = re.compile(
    r"(?:data:[\w/+.-]*;base64,|iVBORw0KGgo|/9j/4AAQ|R0lGODlh|JVBERi0|UEsDB)[A-Za-z0-9+/=]{200,}"
)


@message_rule(
    "DP431", Severity.WARNING, trigger=r";base64,|ivborw0kggo|/9j/4aaq|r0lgodlh|jvberi0|uesdb"
)
def embedded_file(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A text holds a file in base64.

    ## Why
    The model sees letters, not the picture: each thousand bytes of the file are some 900 tokens of
    noise, which are billed in every epoch. In an answer it learns to make such noise up.

    ## What to do
    Remove the file from the text. Pictures belong in an `image_url` part of a user message.
    """
    for place, text in texts(message, at):
        if found := FILE.search(text):
            yield Problem(place, f"{len(found[0]):,} characters of base64: {quoted(found[0])}")
