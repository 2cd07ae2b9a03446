"""DP421: an answer that repeats its prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.content.texts import is_learnt
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP421", Severity.WARNING)
def prompt_echo(record: Record, context: Context, *, shortest: int = 20) -> Iterator[Problem]:
    """An answer begins with the whole message that it answers.

    ## Why
    Base models return their prompt with the completion, and the prompt was not cut off. The model
    learns to say everything twice.

    ## What to do
    Cut the prompt off the answer. Where an answer may be the prompt unchanged (as when mistakes are
    to be corrected and there are none), ignore this rule.
    """
    said = ""
    for at, message in record.messages:
        content, role = message.get("content"), message["role"]
        if role == "assistant" and said and content and content[:1] == said[:1]:
            echo = isinstance(content, str) and content.startswith(said)
            if echo and len(said) >= shortest and is_learnt(message, at):
                yield Problem(f"{at}/content", f"the answer repeats its prompt: {quoted(said)}")
        if role == "user":
            said = content.strip() if isinstance(content, str) else ""
