"""DP421: an answer that repeats its prompt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import reply_rule
from dataprep.linter.rules.content.texts import is_learnt
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# What may stand around a text that is quoted.
AROUND = " \t\n\"'`*_>\u201c\u201d\u2018\u2019\xab\xbb"
WORD = re.compile(r"\w+")
# To begin a generator would take longer than to see that the first letters differ.
NOTHING: Iterator[Problem] = iter(())


@reply_rule("DP421", Severity.WARNING)
def prompt_echo(
    question: dict[str, Json], answer: dict[str, Json], at: Pointer
) -> Iterator[Problem]:
    """An answer begins with the whole message that it answers.

    ## Why
    Base models return their prompt with the completion, and the prompt was not cut off. The model
    learns to say everything twice. Letter case, spaces, quotation marks and the signs at the end
    make no difference.

    ## What to do
    Cut the prompt off the answer. Where an answer may be the prompt unchanged (as when mistakes are
    to be corrected and there are none), ignore this rule.
    """
    said, content = question["content"], answer.get("content")
    if not (isinstance(said, str) and isinstance(content, str)):
        return NOTHING
    said, content = said.lstrip(AROUND), content.lstrip(AROUND)
    if said[:1].lower() != content[:1].lower() or not is_learnt(answer, at):
        return NOTHING
    return _echo(said, content, at)


def _echo(
    said: str, content: str, at: Pointer, *, fewest: int = 3, prefix: int = 6, shortest: int = 20
) -> Iterator[Problem]:
    """Give the echo of SAID in CONTENT: of so many words where it is all, or a PREFIX.

    Scripts without spaces are held to characters: at least the SHORTEST.
    """
    words = WORD.findall(said.lower())
    # As many words cannot take much more room than they took in the prompt.
    answered = WORD.findall(content[: 2 * len(said) + 20].lower())
    least = fewest if len(answered) == len(words) else prefix
    same = len(words) >= least and answered[: len(words)] == words
    if same or (len(said) >= shortest and content.startswith(said.rstrip())):
        yield Problem(f"{at}/content", f"the answer repeats its prompt: {quoted(said.strip())}")
