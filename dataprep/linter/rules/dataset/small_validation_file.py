"""DP504: a validation file too small to measure by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP504", Severity.WARNING)
def small_validation_file(
    file: LintedFile, context: Context, *, least: int = 10
) -> Iterator[Problem]:
    """The validation file has too few records to measure by.

    ## Why
    The validation loss is an average over these records. With fewer than ten, each is more than
    a tenth of it, and the curve shows the luck of the draw rather than the model.

    ## What to do
    Hold back more records: a tenth of the data is usual, and a hundred are enough for most.

    ## Options
    `least`: how many records are enough.
    """
    if not file.training and 0 < file.records < least:
        yield Problem("", f"{file.records} records to validate with, fewer than {least}")
