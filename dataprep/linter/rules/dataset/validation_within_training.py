"""DP515: a validation file that is part of the training file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import whole
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import split_rule
from dataprep.linter.rules.dataset.leaks import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.linter.table import Table


@split_rule("DP515", Severity.WARNING, numbers=[whole])
def validation_within_training(training: Sequence[Table], validation: Table) -> Iterator[Problem]:
    """Every record of the validation file is in the training file too.

    ## Why
    Most often one file was named twice, or the records were copied where they should have been
    moved. Validation then only repeats the training loss, and is billed besides.

    ## What to do
    Take the validation records out of the training file, or name the right file.
    """
    leaked = places(training, validation, whole)
    records = validation.numbers(whole)
    if len(records) and all(number in leaked for number in records):
        yield Problem("", f"all {len(records)} records are in the training data too")
