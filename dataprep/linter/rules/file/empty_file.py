"""DP001: a file with no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule
from dataprep.records.kind import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP001", Severity.ERROR)
def empty_file(file: LintedFile, context: Context) -> Iterator[Problem]:
    """A file holds no record.

    ## Why
    There is nothing to train on. The upload is taken, and the job fails.

    ## What to do
    Check that the step before wrote its output, and that the path is the right one.
    """
    blank = file.kind.form is Form.LINES and not file.records and not file.unreadable
    if file.kind.form is Form.EMPTY or blank:
        yield Problem("", "the file is empty")
