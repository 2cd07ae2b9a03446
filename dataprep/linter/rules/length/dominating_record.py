"""DP903: a record as large as many others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import size
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP903", Severity.WARNING, numbers=[size])
def dominating_record(
    table: Table, context: Context, *, records: int = 20, share: float = 0.2, times: int = 10
) -> Iterator[Problem]:
    """One record is a large part of the file.

    ## Why
    Training counts tokens: a record that is ten times as long as most and a fifth of the file
    shapes the model as much as hundreds of others. Often it is a log or a whole document that got
    in by mistake.

    ## What to do
    Look at the record. Shorten or divide it, or keep it and ignore the rule.

    ## Options
    `share` of all bytes and `times` the median are what a record must exceed, `records` the number
    of records from which on the file is judged.
    """
    sizes = table.numbers(size)
    if len(sizes) < records:
        return
    whole = sum(sizes)
    if max(sizes) <= share * whole:
        return
    usual = sorted(sizes)[len(sizes) // 2]
    for line, bytes_ in zip(table.lines, sizes, strict=True):
        if bytes_ > share * whole and bytes_ >= times * usual:
            yield Problem("", f"this record is {bytes_ / whole:.0%} of the file's bytes", line=line)
