"""DP513: a validation prompt that is in training too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import prompt, whole
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import split_rule
from dataprep.linter.rules.dataset.leaks import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.linter.table import Table


@split_rule("DP513", Severity.WARNING, numbers=[prompt, whole])
def leaked_prompt(training: Sequence[Table], validation: Table) -> Iterator[Problem]:
    """A validation prompt is in the training file too, in a record that is not the same.

    ## Why
    The model was taught an answer to this very prompt, so the record does not show how it does
    on prompts it has not seen. Spaces, letter case and the last full stop of a short prompt do
    not count.

    ## What to do
    Put all records of one prompt on the same side of the split.
    """
    leaked, records = places(training, validation, prompt), places(training, validation, whole)
    same = validation.numbers(whole)
    for row, number in enumerate(validation.numbers(prompt)):
        if number in leaked and same[row] not in records:
            yield Problem("", f"the same prompt as {leaked[number]}", line=validation.lines[row])
