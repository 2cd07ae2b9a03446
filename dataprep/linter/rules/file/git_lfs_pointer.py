"""DP004: a pointer in place of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule
from dataprep.records.kind import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP004", Severity.ERROR)
def git_lfs_pointer(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The file is a Git LFS pointer and not the data.

    ## Why
    A repository was cloned without its large files: what lies here is a note of three lines
    that says where the data is.

    ## What to do
    Run `git lfs pull` in the repository, or download the file itself.
    """
    if file.kind.form is Form.LFS_POINTER:
        yield Problem("", "the file is a Git LFS pointer, not the data it points to")
