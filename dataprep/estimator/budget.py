"""What a budget pays for: the most epochs of all records, or the most records."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

from dataprep.estimator.job import MILLION
from dataprep.estimator.report import Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def budget(
    usd: float,
    price: float,
    lengths: Sequence[int],
    epochs_of: Callable[[int], int],
    *,
    most_epochs: float | None,
    fewest: int,
) -> Budget:
    """Return what USD pays for at PRICE a million tokens, with LENGTHS those of the records.

    EPOCHS_OF says for how many epochs so many records are trained. No job has more than
    MOST_EPOCHS, where there is such a limit, or fewer than FEWEST records.
    """
    # A cent's millionth more, so that a budget that was computed as a cost is enough for it.
    affordable = (usd + 1e-8) * MILLION / price if price else float("inf")
    sums = [0, *accumulate(lengths)]
    most = math.inf if most_epochs is None else most_epochs
    whole = int(min(most, affordable / sums[-1]))
    # Few records are trained for more epochs: more of them may cost less.
    counts = range(len(lengths), fewest - 1, -1)
    records = next((n for n in counts if sums[n] * epochs_of(n) <= affordable), 0)
    epochs = epochs_of(records) if records else 0
    return Budget(usd, whole, records, epochs, sums[records] * epochs * price / MILLION)
