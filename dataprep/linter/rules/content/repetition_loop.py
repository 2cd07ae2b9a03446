"""DP401: an answer caught in a loop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import answer_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Pointer

# How much of the end is looked at, and how much of it must stand there before: at the first look
# and at the second.
END = 400
PROBE = 12
LONG_PROBE = 24
# How often and how long a phrase must go on to be a loop: one or two words, a longer phrase, and
# what is more than words and may be a table or markup.
SHORTEST = 35
TIMES = 8
PHRASE_TIMES = 5
PHRASE_WORDS = 3
PLAIN = re.compile(r"(?=\s*\S*\s)[^<>{}()\[\]=/\\|_#*;\d]+")
LENGTH = 100
MOST = 10_000


def suspects(texts: Sequence[str]) -> list[int]:
    """Return which of TEXTS may end in a loop: their last words stand close before."""
    return [
        index
        for index, text in enumerate(texts)
        if len(text) >= SHORTEST and text.find(text[-PROBE:], -END, -1) >= 0
    ]


@answer_rule("DP401", Severity.WARNING, suspects=suspects)
def repetition_loop(text: str, at: Pointer) -> Iterator[Problem]:
    """An answer ends in one phrase, repeated over and over.

    ## Why
    A generator that was caught in a loop wrote the answer. The model learns the loop, and every
    repetition is billed.

    ## What to do
    Cut the answer where the loop begins, or remove the record.
    """
    end = text[-END:]
    # The text repeats every STEP characters where its last words stand STEP before its end.
    before = end.rfind(end[-LONG_PROBE:], 0, -1)
    phrase = end[before + LONG_PROBE :]
    # Most are done with here.
    if before < 0 or not text.endswith(phrase * (PHRASE_TIMES - 1)):
        return
    times = _times(text, phrase)
    if times >= _least(phrase) and any(map(str.isalpha, phrase)):
        yield Problem(at, f"{quoted(phrase.strip())} is repeated {times} times at the end")


def _times(text: str, phrase: str) -> int:
    """Return how often PHRASE is said at the end of TEXT; no space need stand before."""
    times = 0
    while times < MOST and text.endswith(phrase, 0, len(text) - times * len(phrase)):
        times += 1
    start = len(text) - times * len(phrase)
    word = phrase.lstrip()
    return times + (word != phrase and text.endswith(word, 0, start))


def _least(phrase: str) -> int:
    """Return how often PHRASE must be said in a row to be a loop."""
    if not PLAIN.fullmatch(phrase):
        return max(TIMES, LENGTH // len(phrase) + 1)
    least = PHRASE_TIMES if len(phrase.split()) >= PHRASE_WORDS else TIMES
    return max(least, SHORTEST // len(phrase) + 1)
