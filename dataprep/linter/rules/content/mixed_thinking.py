"""DP410: thoughts in some answers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.content.texts import last_answer_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP410", Severity.WARNING, numbers=[last_answer_shape])
def mixed_thinking(table: Table, context: Context) -> Iterator[Problem]:
    """Some answers begin with their thoughts in a tag, and others do not.

    ## Why
    The model learns to show its thoughts at times, and nobody can say when. Most often two sources
    were joined, or some answers came from a reasoning model whose thoughts were not cut off.

    ## What to do
    Remove the thoughts, or give them to every answer. To teach both on purpose, tell the two apart
    in the system message and ignore this rule.
    """
    rows = table.numbers(last_answer_shape)
    marks = [number & 2 for number in rows if number]
    marked, plain = marks.count(2), marks.count(0)
    if marked and plain:
        message = f"{marked} of {len(marks)} answers begin with a think tag"
        rare = 2 if marked <= plain else 0
        this = "this is the first of them" if rare else "this is the first without"
        row = next(row for row, number in enumerate(rows) if number and number & 2 == rare)
        yield Problem("", f"{message}; {this}", line=table.lines[row])
