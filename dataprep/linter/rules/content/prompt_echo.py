"""DP421: an answer that repeats its prompt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import reply_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Pointer

# What may stand around a text that is quoted.
AROUND = " \t\n\"'`*_>\u201c\u201d\u2018\u2019\xab\xbb"
WORD = re.compile(r"\w+")
# Texts that begin with so many letters, and not the same, begin with different words.
LOOK = 3
OPENING = re.compile(r"\W*(\w+)\W*(\w*)")


def suspects(pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Return which of PAIRS, questions and answers, may begin with the same word."""
    return [
        index
        for index, (question, answer) in enumerate(pairs)
        if (asked := question[:LOOK]) == (answered := answer[:LOOK])
        or not (asked.isalpha() and answered.isalpha())
        or asked.lower() == answered.lower()
    ]


@reply_rule("DP421", Severity.WARNING, suspects=suspects)
def prompt_echo(question: str, answer: str, at: Pointer) -> Iterator[Problem]:
    """An answer begins with the whole message that it answers.

    ## Why
    Base models return their prompt with the completion, and the prompt was not cut off. The model
    learns to say everything twice. Letter case, spaces, quotation marks and the signs at the end
    make no difference.

    ## What to do
    Cut the prompt off the answer. Where an answer may be the prompt unchanged (as when mistakes are
    to be corrected and there are none), ignore this rule.
    """
    yield from _echo(question.lstrip(AROUND), answer.lstrip(AROUND), at)


def _echo(
    said: str, answer: str, at: Pointer, *, fewest: int = 3, prefix: int = 6, shortest: int = 20
) -> Iterator[Problem]:
    """Give the echo of SAID in ANSWER: of so many words where it is all, or a PREFIX.

    Scripts without spaces are held to characters: at least the SHORTEST.
    """
    asked, answers = OPENING.match(said), OPENING.match(answer)
    if not (asked and answers and asked[1].lower() == answers[1].lower()):
        return
    # The second word may be the end of what is said, and go on in a script without spaces.
    if not answers[2].lower().startswith(asked[2].lower()):
        return
    words = WORD.findall(said.lower())
    # As many words cannot take much more room than they took in the prompt.
    answered = WORD.findall(answer[: 2 * len(said) + 20].lower())
    least = fewest if len(answered) == len(words) else prefix
    same = len(words) >= least and answered[: len(words)] == words
    if same or (len(said) >= shortest and answer.startswith(said.rstrip())):
        yield Problem(at, f"the answer repeats its prompt: {quoted(said.strip())}")
