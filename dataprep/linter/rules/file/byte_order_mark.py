"""DP007: a byte-order mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Rewrite
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import file_rule
from dataprep.linter.rules.file.rewriting import without_mark

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

    ## Fix safety
    Safe: the mark says nothing that UTF-8 needs.
    """
    if file.kind.mark:
        fix = safe("remove the mark", Rewrite(without_mark))
        yield Problem("", "the file begins with a UTF-8 byte-order mark", fix=fix)
