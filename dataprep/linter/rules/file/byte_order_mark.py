"""DP007: a byte-order mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP007", Severity.WARNING)
def byte_order_mark(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The file begins with a byte-order mark.

    ## Why
    The mark (`EF BB BF`) is no JSON. Some readers skip it; others refuse the first line:
    "Line 1 is not a dictionary".

    ## What to do
    Save the file as UTF-8 without a mark.
    """
    if file.kind.mark:
        yield Problem("", "the file begins with a UTF-8 byte-order mark")
