"""DP512: a validation record that is in training too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import whole
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import split_rule
from dataprep.linter.rules.dataset.leaks import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.linter.table import Table


@split_rule("DP512", Severity.WARNING, numbers=[whole])
def leaked_record(training: Sequence[Table], validation: Table) -> Iterator[Problem]:
    """A validation record is in the training file too.

    ## Why
    The model has seen the record, so its loss there is low however little was learned. The
    validation curve hides what it is made to show: memorising.

    ## What to do
    Remove the record from one of the two files. Split by prompt, after removing duplicates.
    """
    leaked = places(training, validation, whole)
    records = validation.numbers(whole)
    if all(number in leaked for number in records):
        return  # the whole file is: DP515
    for row, number in enumerate(records):
        if number in leaked:
            yield Problem("", f"the same record as {leaked[number]}", line=validation.lines[row])
