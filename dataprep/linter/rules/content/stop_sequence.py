"""DP432: a stop sequence of the completion models."""

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

# How much of the end is looked at.
END = 100
ANSWER = re.compile(r"(?<![Tt][Hh][Ee])\s(?:###|@@@|END|<END>|\[END\]|<STOP>|\[STOP\])\s*\Z")
PROMPT = re.compile(r"(?:\n\n(?:###|===)|\s->)\s*\Z")


@message_rule(
    "DP432",
    Severity.WARNING,
    roles="user assistant",
    trigger=r'(###|end[>\]]?|->|===|stop[>\]]|@@@)(\\[nrt]| ){0,4}"[,}]',
)
def stop_sequence(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A message ends with a sign that the old completion models needed to know where a text ends.

    ## Why
    A chat has marks of its own for the end of a message. "###" or "END" at the end of an answer is
    trained as a part of it: the model learns to print the sign.

    ## What to do
    Remove the sign, and the empty lines before it.
    """
    pattern = ANSWER if message["role"] == "assistant" else PROMPT
    for place, text in texts(message, at):
        if found := pattern.search(text[-END:]):
            yield Problem(place, f"the text ends with the stop sequence {quoted(found[0].strip())}")
