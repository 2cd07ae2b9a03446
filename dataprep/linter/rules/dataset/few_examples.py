"""DP503: fewer examples than advised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP503", Severity.WARNING)
def few_examples(
    file: LintedFile, context: Context, *, minimum: int | None = None
) -> Iterator[Problem]:
    """The training file has fewer records than the provider advises.

    ## Why
    The provider takes the file, but so few records seldom change how a model answers: an effect
    begins to show with fifty to a hundred good ones.

    ## What to do
    Add records, or see this as a first trial before more are written.

    ## Options
    `minimum` is the number of records that are enough; without it, what the provider advises.
    """
    limits = context.provider.limits[context.method]
    advised = (limits.recommended_examples or 0) if minimum is None else minimum
    if file.training and limits.minimum_examples <= file.records < advised:
        yield Problem("", f"only {file.records} of the {advised} records that are advised")
