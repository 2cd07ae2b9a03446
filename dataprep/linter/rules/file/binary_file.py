"""DP005: a file that is not text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule
from dataprep.records.kind import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP005", Severity.ERROR)
def binary_file(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The file is not text.

    ## Why
    Training files are JSON Lines in UTF-8. Data in Parquet or Arrow has to be converted, and
    compressed data under the name of a plain file cannot be read by a provider.

    ## What to do
    Convert Parquet and Arrow with `dataprep convert FILE --to train.jsonl`. Unpack compressed
    data, or name it `.jsonl.gz` or `.jsonl.zst` to lint it as it is.
    """
    if file.kind.form is Form.BINARY:
        yield Problem("", f"the file is {file.kind.detail}, not JSON Lines")
