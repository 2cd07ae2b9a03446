"""DP505: more examples than the provider takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP505", Severity.ERROR)
def too_many_examples(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The file has more records than the provider takes for this method.

    ## Why
    The provider refuses the job. The limits are those of the method: reinforcement has one for
    the training file and a much lower one for the validation file.

    ## What to do
    Keep the best records, or draw some at random.
    """
    limits = context.provider.limits[context.method]
    most = limits.maximum_examples if file.training else limits.maximum_validation_examples
    if most is not None and file.records > most:
        purpose = "train" if file.training else "validate"
        yield Problem("", f"{file.records} records to {purpose} with, but at most {most} are taken")
