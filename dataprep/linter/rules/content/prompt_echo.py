"""DP421: an answer that repeats its prompt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import reply_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Pointer

# What may stand around a text that is quoted.
AROUND = " \t\n\"'`*_>\u201c\u201d\u2018\u2019\xab\xbb"
WORD = re.compile(r"\w+")
# To begin a generator would take longer than to see that the first letters differ.
NOTHING: Iterator[Problem] = iter(())


@reply_rule("DP421", Severity.WARNING)
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
    question, answer = question.lstrip(AROUND), answer.lstrip(AROUND)
    if question[:1].lower() != answer[:1].lower():
        return NOTHING
    return _echo(question, answer, at)


def _echo(
    said: str, answer: str, at: Pointer, *, fewest: int = 3, prefix: int = 6, shortest: int = 20
) -> Iterator[Problem]:
    """Give the echo of SAID in ANSWER: of so many words where it is all, or a PREFIX.

    Scripts without spaces are held to characters: at least the SHORTEST.
    """
    first, opening = WORD.search(said), WORD.search(answer)
    if not (first and opening and first[0].lower() == opening[0].lower()):
        return  # most are done with here
    words = WORD.findall(said.lower())
    # As many words cannot take much more room than they took in the prompt.
    answered = WORD.findall(answer[: 2 * len(said) + 20].lower())
    least = fewest if len(answered) == len(words) else prefix
    same = len(words) >= least and answered[: len(words)] == words
    if same or (len(said) >= shortest and answer.startswith(said.rstrip())):
        yield Problem(at, f"the answer repeats its prompt: {quoted(said.strip())}")
