"""DP427: an answer that says the same over and over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import answer_rule
from dataprep.linter.rules.content.texts import reads_as_code
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Pointer

# Long enough for a sentence and its repetitions; a sentence has some words.
SHORTEST = 200
PROBE = 20
NEAR = 600
WORDS = 4
# How often a word must be said from there on to be a loop.
IN_A_ROW = 8
END = re.compile(r"[.!?\u3002]\s*|\n")


def suspects(texts: Sequence[str]) -> list[int]:
    """Return which of TEXTS may repeat themselves: a copy of words in them stands close behind."""
    return [
        index
        for index, text in enumerate(texts)
        if len(text) >= SHORTEST
        and text.find(text[(start := len(text) * 3 // 4) : start + PROBE], start + 1, start + NEAR)
        >= 0
    ]


@answer_rule("DP427", Severity.WARNING, suspects=suspects)
def repeated_sentence(text: str, at: Pointer, *, times: int = 5) -> Iterator[Problem]:
    """A sentence stands in an answer again and again.

    ## Why
    A generator that was caught in a loop wrote the answer. The model learns the loop, and every
    repetition is billed.

    ## What to do
    Remove the repetitions, or the record.

    ## Options
    `times`: how often a sentence must stand in an answer to be reported.
    """
    sentence = _repeated(text, times)
    if sentence and not reads_as_code(text):
        yield Problem(at, f"{quoted(sentence)} stands there {text.count(sentence)} times")


def _looped(text: str, index: int, step: int) -> str:
    """Return the words that go on in TEXT from INDEX every STEP characters, if not to its end."""
    phrase = text[index : index + step]
    words = phrase.replace(" ", "").strip(",.!?").isalpha() and " " in phrase
    looped = words and text.startswith(phrase * IN_A_ROW, index)
    return phrase.strip() if looped and text[-step:] != text[-2 * step : -step] else ""


def _repeated(text: str, times: int) -> str:
    """Return a sentence that TEXT holds at least so many TIMES, or ""; it looks at two places."""
    for index in (len(text) // 2, len(text) * 3 // 4):
        probe = text[index : index + PROBE]
        if "  " in probe or "\n" in probe or text.find(probe, index + 1, index + NEAR) < 0:
            continue
        if text.count(probe) < times:
            continue
        if phrase := _looped(text, index, text.find(probe, index + 1) - index):
            return phrase
        start = max((found.end() for found in END.finditer(text, 0, index)), default=0)
        end = END.search(text, index)
        sentence = text[start : end.start() if end else len(text)].strip()
        words = sentence.count(" ") >= WORDS and sentence[:1].isalpha()
        if words and text.count(sentence) >= times:
            return sentence
    return ""
