"""DP421: an answer that repeats its prompt."""

from __future__ import annotations

from itertools import pairwise
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
    for number, (before, message) in enumerate(pairwise(record.chat), 1):
        if message["role"] != "assistant" or before["role"] != "user":
            continue
        said, content = before["content"], message.get("content")
        if not (isinstance(said, str) and isinstance(content, str)):
            continue
        said = said.strip()
        # The first characters differ in nearly every record.
        if content[:1] != said[:1] or len(said) < shortest or not content.startswith(said):
            continue
        at = [at for at, _ in record.messages][number]
        if is_learnt(message, at):
            yield Problem(f"{at}/content", f"the answer repeats its prompt: {quoted(said)}")
