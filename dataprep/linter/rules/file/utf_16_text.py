"""DP006: a file in a wide encoding."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dataprep.linter.edits import Rewrite
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import file_rule
from dataprep.linter.rules.file.rewriting import in_utf_8
from dataprep.records.kind import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP006", Severity.ERROR)
def utf_16_text(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The file is encoded in UTF-16 or UTF-32.

    ## Why
    Training files are read as UTF-8. Some programs on Windows write UTF-16 under the name
    "Unicode".

    ## What to do
    Run `dataprep lint --fix FILE`, or save the file as UTF-8, for instance with
    `iconv -f UTF-16 -t UTF-8`.

    ## Fix safety
    Safe: every character stays; only the bytes that stand for it change. A file with bytes
    that are no text in its encoding is left as it is.
    """
    if file.kind.form is Form.WIDE:
        fix = safe("write the file in UTF-8", Rewrite(partial(in_utf_8, encoding=file.kind.detail)))
        words = (
            f"the file is {file.kind.detail.upper()} text, not UTF-8: its records are not checked"
        )
        yield Problem("", words, fix=fix)
