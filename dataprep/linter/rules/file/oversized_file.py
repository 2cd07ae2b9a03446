"""DP008: a file that is too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP008", Severity.ERROR)
def oversized_file(file: LintedFile, context: Context) -> Iterator[Problem]:
    """A file is larger than the provider takes.

    ## Why
    The upload is refused, often only after all of it has been sent. What only one request cannot
    hold goes in parts, which `dataprep upload` and `dataprep launch` see to.

    ## What to do
    Split the data and train in two jobs, or leave out what teaches nothing: repeated records,
    long prompts, images that could be linked.
    """
    limit = context.provider.limits[context.method].file_bytes
    if limit is not None and file.bytes > limit:
        words = f"the file has {file.bytes:,} bytes where at most {limit:,} may be"
        yield Problem("", words)
