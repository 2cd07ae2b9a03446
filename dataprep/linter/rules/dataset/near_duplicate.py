"""DP509: a record that is nearly another."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.dataset.bands import BANDS
from dataprep.linter.table import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table

# Bands that two records share by more than chance.
ENOUGH = 2


@dataset_rule("DP509", Severity.WARNING, numbers=BANDS, default=False)
def near_duplicate(table: Table, context: Context) -> Iterator[Problem]:
    """A record is nearly the same as an earlier one.

    ## Why
    Records that differ in a few words teach what one of them teaches, and count several times.
    They also find their way to both sides of a split.

    ## What to do
    Keep the best of them. Records made from a template are alike on purpose.

    ## Limits
    The rule is off by default and needs `pip install 'chat-dataprep[near-duplicates]'`. It
    compares sketches of the runs of three words: of records that share nine tenths of these it
    finds four in five, of those that share half of them hardly any.
    """
    grouped = (groups(table.numbers(band)) for band in BANDS)
    shared: Counter[tuple[int, int]] = Counter()
    for first, *others in chain.from_iterable(grouped):
        shared.update((first, row) for row in others)
    found = {row: first for (first, row), bands in shared.items() if bands >= ENOUGH}
    for row in sorted(found):
        message = f"nearly the same record as in line {table.lines[found[row]]}"
        yield Problem("", message, line=table.lines[row])
