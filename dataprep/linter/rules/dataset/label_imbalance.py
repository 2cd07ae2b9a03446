"""DP510: one label for nearly all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.columns import label
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.dataset.labels import labels
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP510", Severity.WARNING, texts=[label], targets="sft")
def label_imbalance(
    table: Table, context: Context, *, least: int = 20, share: float = 0.8
) -> Iterator[Problem]:
    """The answers are labels, and nearly all are the same one.

    ## Why
    Who always gives that label is nearly always right, and a small tuned model finds this out
    first. Its loss looks good and tells nothing of the rare labels.

    ## What to do
    Add records with the rare labels, or keep fewer of the frequent one.

    ## Options
    `least`: how many records there must be. `share`: which share of them is nearly all.
    """
    counts = labels(table)
    if counts.total() < least:
        return
    (most, times), *others = counts.most_common()
    part = times / counts.total()
    if part >= share:
        rest = ", ".join(f"{quoted(text)} {number}" for text, number in others[:3])
        rest = f"{rest}, …" if len(others) > len(others[:3]) else rest
        message = (
            f"{quoted(most)} is the answer of {times} of {counts.total()} records ({part:.0%})"
        )
        yield Problem("", f"{message}; {rest}" if rest else message)
