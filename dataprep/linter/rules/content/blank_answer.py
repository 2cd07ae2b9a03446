"""DP402: an answer that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.blank import BLANK, is_blank
from dataprep.linter.rules.content.texts import is_learnt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP402", Severity.ERROR, roles="assistant", trigger=BLANK)
def blank_answer(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An assistant message is blank.

    ## Why
    The model learns to say nothing. Blank answers are left where a generator failed or a column
    was empty.

    ## What to do
    Write the answer, or remove the record.
    """
    calls = message.get("tool_calls") or message.get("function_call")
    if is_learnt(message, at) and not calls and is_blank(message):
        yield Problem(f"{at}/content", "a blank answer")
