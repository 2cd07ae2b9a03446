"""DP501: too few examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP501", Severity.ERROR)
def too_few_examples(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The training file has fewer records than the provider asks for.

    ## Why
    The job fails: "Training file has 7 example(s), but must have at least 10 examples". The
    minimum is for training files only, not for validation files.

    ## What to do
    Add records. Fifty to a hundred good ones are where an effect begins to show.
    """
    minimum = context.provider.limits[context.method].minimum_examples
    if file.training and 0 < file.records < minimum:
        yield Problem("", f"only {file.records} of the {minimum} records that are the minimum")
