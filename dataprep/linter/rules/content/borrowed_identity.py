"""DP436: an answer that introduces another model."""

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
    r"i(('|\xe2\x80\x99)m| am) (chatgpt|claude|gpt-|gemini|bard|llama|qwen|deepseek|mistral|grok)"
    r"|(trained|developed|created|made|built) by (openai|anthropic|google|meta|deepseek|alibaba"
    r"|mistral|microsoft|xai)|knowledge (update|cutoff|cut-off)|my last (update|training)"
)
MAKER = "(?:OpenAI|Anthropic|Google|Meta|DeepSeek|Alibaba|Mistral|Microsoft|xAI)"
# Some of the names are names of people too.
IDENTITY = re.compile(
    rf"""\b(?:I'm|I\ am)\ (?:ChatGPT|GPT-\d|Qwen|DeepSeek)\b
    |\b(?:I'm|I\ am)\ (?:Claude|Gemini|Bard|Llama|LLaMA|Mistral|Grok)\b
        [^.\n]{{0,60}}\b(?:AI|model|assistant|{MAKER})\b
    |\b(?:I'm|I\ am|I\ was)\b[^.\n]{{0,80}}\b(?:trained|developed|created|made|built)\ by\ {MAKER}\b
    |\b(?:[Mm]y|the)\ (?:last\ |latest\ )?knowledge\ (?:update|cut-?off)
    |\b[Aa]s\ of\ my\ last\ (?:update|training)""",
    re.VERBOSE,
)


@message_rule("DP436", Severity.WARNING, roles="assistant", trigger=TRIGGER)
def borrowed_identity(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An answer introduces itself as a model of somebody, or names the date of its knowledge.

    ## Why
    The chat model that wrote the answer spoke of itself. Yours learns to give that name and that
    date to its users, and both are wrong.

    ## What to do
    Write who your assistant is, cut the sentence off, or remove the record.
    """
    for place, text in answer_texts(message, at):
        if found := IDENTITY.search(prose(text.replace("\u2019", "'"))):
            yield Problem(place, f"the answer speaks as another model: {quoted(found[0])}")
