"""DP514: a validation conversation that begins as one in training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import conversation_start, prompt, whole
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import split_rule
from dataprep.linter.rules.dataset.leaks import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.linter.table import Table


@split_rule("DP514", Severity.WARNING, numbers=[conversation_start, prompt, whole])
def leaked_conversation(training: Sequence[Table], validation: Table) -> Iterator[Problem]:
    """A validation conversation begins as one in the training file: prompt and first answer.

    ## Why
    The two are one conversation, cut at different turns or continued in two ways. What the
    model learned of one half helps it with the other, and validation looks too good.

    ## What to do
    Put all records of one conversation on the same side of the split. Very short openings (a
    greeting and its answer) and records of one turn are not compared.
    """
    leaked = places(training, validation, conversation_start)
    prompts, records = places(training, validation, prompt), places(training, validation, whole)
    asked, same = validation.numbers(prompt), validation.numbers(whole)
    for row, number in enumerate(validation.numbers(conversation_start)):
        if number in leaked and asked[row] not in prompts and same[row] not in records:
            message = f"the conversation begins as the one in {leaked[number]}"
            yield Problem("", message, line=validation.lines[row])
