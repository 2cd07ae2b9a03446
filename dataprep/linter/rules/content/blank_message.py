"""DP403: a message that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.blank import BLANK, is_blank
from dataprep.linter.rules.content.texts import is_learnt
from dataprep.linter.rules.turns.instructions import INSTRUCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP403", Severity.WARNING, roles="system developer user assistant", trigger=BLANK)
def blank_message(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A message is blank that is no answer to be learnt.

    ## Why
    It is billed and tells the model nothing. A blank prompt is most often a column that was empty;
    the model then learns an answer to no question. The result of a tool may well be empty, and is
    left alone.

    ## What to do
    Fill the message, or remove it.

    ## Fix safety
    Unsafe: only a blank message of the system is removed; without one, some chat templates put
    in instructions of their own. Others have to be filled, and are left alone.
    """
    if not is_learnt(message, at) and is_blank(message):
        calls = message.get("tool_calls") or message.get("function_call")
        if not calls:
            needless = message["role"] in INSTRUCTIONS
            fix = unsafe("remove the message", Drop(at)) if needless else None
            yield Problem(f"{at}/content", f"a blank {message['role']} message", fix=fix)
