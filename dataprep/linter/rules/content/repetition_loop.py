"""DP401: an answer caught in a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# Long enough for a phrase of a few words to be seen as one; shorter answers are not looped.
SHORTEST = 400
PROBE = 40
TIMES = 20


@message_rule("DP401", Severity.WARNING, roles="assistant")
def repetition_loop(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An answer ends in one phrase, repeated over and over.

    ## Why
    A generator that was caught in a loop wrote the answer. The model learns the loop, and every
    repetition is billed.

    ## What to do
    Cut the answer where the loop begins, or remove the record.
    """
    content = message.get("content")
    if not isinstance(content, str) or len(content) < SHORTEST:
        return
    end = content[-SHORTEST:]
    # The text repeats every STEP characters where a copy of it, moved by STEP, covers it.
    step = (end + end).find(end[:PROBE], 1)
    phrase = content[-step:]
    if 0 < step <= SHORTEST // 2 and len(phrase.strip()) > 1 and content.endswith(phrase * TIMES):
        yield Problem(
            f"{at}/content", f"{quoted(phrase.strip())} is repeated at least {TIMES} times"
        )
