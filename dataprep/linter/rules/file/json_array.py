"""DP002: an array in place of lines."""

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


@file_rule("DP002", Severity.ERROR)
def json_array(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The file is one JSON array, not one record a line.

    ## Why
    Training files are JSON Lines: every line is a JSON object of its own. OpenAI answers
    "Expected file to have JSONL format, where every line is a JSON dictionary. Line 1 is not
    a dictionary".

    ## What to do
    Run `dataprep lint --fix FILE`, or `dataprep convert FILE --to train.jsonl`: both write one
    record a line.

    ## Fix safety
    Safe: the same values stand in the same order, each on a line of its own. Inside a value
    only the line breaks between its parts go.
    """
    if file.kind.form is Form.ARRAY:
        yield Problem(
            "",
            "the file is a JSON array, not one object a line: its records are not checked",
            fix=safe("write one record a line", Rewrite(one_a_line)),
        )
