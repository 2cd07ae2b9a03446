"""DP518: a record that is there twice, spelt otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import answer, prompt, whole
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.table import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP518", Severity.WARNING, numbers=[whole, prompt, answer])
def repeated_example(table: Table, context: Context) -> Iterator[Problem]:
    """A record has the prompt and the answer of an earlier one, though it is spelt otherwise.

    ## Why
    It is a duplicate that a comparison of the lines does not show: prompts or answers differ in
    spaces, letter case or a last full stop, or the records in the order or number of their
    fields. Each is billed, and counts more than the others for no reason.

    ## What to do
    Keep one of them.
    """
    records, answers = table.numbers(whole), table.numbers(answer)
    for rows in groups(table.numbers(prompt)):
        first: dict[int, int] = {}
        seen: set[int] = set()
        for row in rows:
            if not answers[row]:  # a prompt alone is no example
                continue
            at = first.setdefault(answers[row], row)
            if at != row and records[row] not in seen and records[row] != records[at]:
                message = f"the same prompt and answer as in line {table.lines[at]}"
                yield Problem("", message, line=table.lines[row])
            seen.add(records[row])
