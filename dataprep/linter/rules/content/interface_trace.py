"""DP437: what a chat page puts around its answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import answer_texts, prose
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = (
    r"\xe2\x80\xa0source|oaicite|oai_citation|utm_source=chatgpt|utm_source=openai|turn0search"
    r"|turn0news|turn0file|turn0view|regenerate response|ncopy code"
)
TRACE = re.compile(
    r"\u3010[^\u3010\u3011\n]{1,20}\u2020source\u3011|:contentReference\[oaicite:\d+\]|\[oaicite:\d+\]"
    r"|oai_citation|utm_source=(?:chatgpt|openai)(?:\.com)?|(?:cite)?turn0(?:search|news|file|view)\d+"
    r"|\bRegenerate response\s*\Z|(?<=\n)Copy code$",
    re.MULTILINE,
)


@message_rule("DP437", Severity.WARNING, roles="assistant", trigger=TRIGGER)
def interface_trace(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An answer holds what the page of a chat model puts around or into its answers.

    ## Why
    Marks of sources, links that say where they were clicked and the labels of buttons come along
    when answers are copied from a page. They mean nothing outside it, and the model learns to write
    them.

    ## What to do
    Remove them.
    """
    for place, text in answer_texts(message, at):
        if found := TRACE.search(prose(text)):
            yield Problem(place, f"{quoted(found[0].strip())} was copied from the page of a chat")
