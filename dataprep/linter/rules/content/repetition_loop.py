"""DP401: an answer caught in a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import is_learnt
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# How much of the end is looked at, the words that must stand there before, and how often and how
# long a phrase must go on to be a loop.
END = 400
PROBE = 40
WORDS = 12
TIMES = 8
LENGTH = 100
# To begin a generator would take longer than to see that there is no loop.
NOTHING: Iterator[Problem] = iter(())


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
    # Most answers are done with here: their last words stand nowhere close before.
    if not isinstance(content, str) or len(content) < LENGTH:
        return NOTHING
    if content.find(content[-WORDS:], -END, -1) >= 0:
        return _loop(content, message, at)
    return NOTHING


def _loop(content: str, message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    end = content[-END:]
    # The text repeats every STEP characters where its last words stand STEP before its end.
    before = end.rfind(end[-PROBE:], 0, -1)
    step = len(end) - PROBE - before
    phrase = end[-step:]
    times = max(TIMES, LENGTH // step + 1)
    looped = before >= 0 and content.endswith(phrase * times)
    if looped and any(map(str.isalpha, phrase)) and is_learnt(message, at):
        yield Problem(
            f"{at}/content", f"{quoted(phrase.strip())} is repeated at least {times} times"
        )
