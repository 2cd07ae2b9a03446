"""DP406: a role written into the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = (
    r'"(content|text)":"(assistant|ai|bot|chatbot|gpt|chatgpt|response|answer|output|user|human) ?:'
    r'|(assistant|ai|bot):(\s|\\[nrt])*"[,}]'
    r"|### ?(instruction|response|input|human|assistant|user)"
)
ANSWER = re.compile(
    r"\A(?:Assistant|ASSISTANT|AI|Bot|Chatbot|GPT|ChatGPT|Response|Output|Answer) ?:\s"
    r"|^### ?(?:Instruction|Response|Input|Human|Assistant|User)\b ?:?",
    re.MULTILINE,
)
PROMPT = re.compile(
    # With more speakers, it is a dialogue.
    r"\A(?:User|USER|Human|HUMAN): (?!(?s:.*)\n[A-Z]\w*:)"
    r"|^### ?(?:Response|Assistant) ?:?\s*\Z|^(?:Assistant|ASSISTANT|AI|Bot):\s*\Z"
    r"|^### ?(?:Instruction|Human|User) ?:",
    re.MULTILINE,
)


@message_rule("DP406", Severity.WARNING, roles="user assistant", trigger=TRIGGER)
def role_prefix(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A text names its own role, as old prompt templates did.

    ## Why
    The role is said by the message. An answer that begins with "Assistant:" teaches the model to
    begin each answer so; a prompt that ends with "### Response:" is a template within a template,
    which the model will not see when it is used.

    ## What to do
    Remove the prefix, and convert from the bare columns instead of from the rendered prompt.

    ## Fix safety
    Unsafe: the text changes. Only a prefix at the beginning is removed, and only where no
    other one follows.
    """
    pattern = ANSWER if message["role"] == "assistant" else PROMPT
    for place, text in texts(message, at):
        if found := pattern.search(text):
            words = f"{quoted(found[0].strip())} is the prefix of a prompt template"
            end = len(text) - len(text[found.end() :].lstrip())
            cut = found.start() == 0 and text[end:] and not pattern.search(text[end:])
            fix = unsafe("remove the prefix", Reword(place, 0, end)) if cut else None
            yield Problem(place, words, fix=fix)
