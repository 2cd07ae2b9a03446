"""DP003: records spread over several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Rewrite
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import file_rule
from dataprep.linter.rules.file.rewriting import one_a_line
from dataprep.records.kind import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP003", Severity.ERROR)
def pretty_printed_json(file: LintedFile, context: Context) -> Iterator[Problem]:
    """Records are spread over several lines.

    ## Why
    Training files are JSON Lines: a record ends where its line ends. A file that is indented
    for people to read has no whole record on any line.

    ## What to do
    Run `dataprep lint --fix FILE`, or `dataprep convert FILE --to train.jsonl`: both write one
    record a line.

    ## Fix safety
    Safe: only the line breaks and indents between the parts of a record go.
    """
    if file.kind.form is Form.PRETTY:
        fix = safe("write one record a line", Rewrite(one_a_line))
        words = "records are spread over several lines (pretty-printed) and not checked"
        yield Problem("", words, fix=fix)
