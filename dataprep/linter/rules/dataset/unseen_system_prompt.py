"""DP516: a system prompt in validation alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.columns import system_number
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import split_rule
from dataprep.linter.rules.dataset.leaks import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.linter.table import Table


@split_rule("DP516", Severity.WARNING, numbers=[system_number])
def unseen_system_prompt(
    training: Sequence[Table], validation: Table, *, most: int = 3
) -> Iterator[Problem]:
    """A validation record has a system prompt that no training record has.

    ## Why
    Validation then measures another task than the one that is trained: its loss stays high, or
    moves for reasons of its own. Where nearly every record has a system prompt of its own, the
    prompts belong to the records, and nothing is reported.

    ## What to do
    Use the same system prompts on both sides of the split.

    ## Options
    `most`: how many different unseen prompts are reported; more belong to the records.
    """
    known = places(training, validation, system_number)
    numbers = validation.numbers(system_number)
    unseen = Counter(number for number in numbers if number and number not in known)
    if len(unseen) > most or not any(any(table.lines) for table in training):
        return
    for number, times in unseen.items():
        more = f" and {times - 1:,} other{'s' if times > 2 else ''}" if times > 1 else ""
        message = f"no training record has the system prompt of this record{more}"
        if times == 1:
            message = "no training record has the system prompt of this record"
        yield Problem("", message, line=validation.lines[list(numbers).index(number)])
