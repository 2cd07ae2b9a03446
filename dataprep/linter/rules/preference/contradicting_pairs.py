"""DP806: the same pair, the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.preference.pairs import pair, swapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP806", Severity.WARNING, numbers=[pair, swapped], targets="dpo")
def contradicting_pairs(table: Table, context: Context) -> Iterator[Problem]:
    """Two records compare the same answers to the same prompt and prefer each a different one.

    ## Why
    They cancel each other out: both are billed and nothing is learned. Most often two people
    judged the pair, or the columns were swapped in one of the sources.

    ## What to do
    Decide for one of them.
    """
    seen: dict[int, int] = {}
    judged = zip(table.lines, table.numbers(pair), table.numbers(swapped), strict=True)
    for line, chosen, opposite in judged:
        if opposite in seen and opposite != chosen:
            yield Problem("", f"line {seen[opposite]} prefers the other answer", line=line)
        seen.setdefault(chosen, line)
