"""DP517: validation for another method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import PAIR, form
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import split_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.linter.table import Table


@split_rule("DP517", Severity.ERROR, numbers=[form])
def other_method_than_training(training: Sequence[Table], validation: Table) -> Iterator[Problem]:
    """The validation file is for another method than the training file.

    ## Why
    One job has one method, and refuses a file of conversations beside one of preference pairs:
    'the specified fine-tuning job is not using "supervised"'.

    ## What to do
    Make both files for the same method.
    """
    trained = {number for table in training for number in set(table.numbers(form))}
    checked = set(validation.numbers(form))
    if trained and checked and not trained & checked:
        kinds = ("pairs", "conversations") if PAIR in checked else ("conversations", "pairs")
        yield Problem("", "{} to validate with, but {} to train with".format(*kinds))
