"""DP439: a tool call that is text."""

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
    r"<tool_call>|<function_call>|<functioncall>|<function=|<invoke name|<tool_use>"
    r'|"(content|text)":"\{\\"name\\": ?\\"[a-z0-9_.-]+\\", ?\\"(arguments|parameters)'
)
CALL = re.compile(
    r"<(?:tool_call|function_call|functioncall|tool_use)>(?=\s*[{\[<])|<function=[\w.-]+>"
    r"|<invoke name=\"[\w.-]+\">"
    r"|\A\{\"name\": ?\"[A-Za-z0-9_.-]+\", ?\"(?:arguments|parameters)\": ?[{\"]"
)


@message_rule("DP439", Severity.WARNING, roles="assistant", trigger=TRIGGER)
def written_tool_call(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A call of a tool is written into the text of an answer.

    ## Why
    The provider has a field for calls, `tool_calls`, and a form of its own for what the model is
    shown. Written as text, the call is trained as something to say: no tool is called, and users
    see the mark-up.

    ## What to do
    Move the call to `tool_calls`, and define the tool in `tools`.
    """
    for place, text in answer_texts(message, at):
        if found := CALL.search(prose(text)):
            start = text[max(0, text.find(found[0])) :]
            yield Problem(place, f"a tool call is written as text: {quoted(start)}")
