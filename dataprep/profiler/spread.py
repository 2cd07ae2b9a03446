"""How a number is spread over records: its smallest, its middle, its largest, and a histogram."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, count, pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Up to so many different values get a bar each.
SINGLE = 32
# The bars of wider ranges begin at these, times a power of ten: equally wide on a logarithmic
# scale, or nearly so, and round.
STEPS = (10, 15, 20, 30, 50, 70)


@dataclass(frozen=True, slots=True)
class Bin:
    """The number of RECORDS whose value is from FIRST to LAST."""

    first: int
    last: int
    records: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A number of every record. The percentiles are values that some record has."""

    smallest: int
    median: int
    p90: int
    p99: int
    largest: int
    total: int
    bins: tuple[Bin, ...]


def spread(values: Mapping[int, int], *, limit: int | None = None) -> Spread:
    """Return how VALUES are spread: the number of records that have each; at least one has any.

    No bin holds values on both sides of LIMIT.
    """
    ordered = sorted(values)
    ranks = dict(zip(ordered, accumulate(values[value] for value in ordered), strict=True))
    records = ranks[ordered[-1]]

    def percentile(hundredths: int) -> int:
        return next(value for value in ordered if ranks[value] * 100 >= hundredths * records)

    return Spread(
        smallest=ordered[0],
        median=percentile(50),
        p90=percentile(90),
        p99=percentile(99),
        largest=ordered[-1],
        total=sum(value * number for value, number in values.items()),
        bins=tuple(_bins(values, ordered[0], ordered[-1], limit)),
    )


def _bins(values: Mapping[int, int], low: int, high: int, limit: int | None) -> Iterator[Bin]:
    edges = range(low, high + 1) if high - low < SINGLE else _edges(low, high)
    starts = {*edges, *([limit + 1] if limit and edges[0] <= limit < high else [])}
    for first, after in pairwise([*sorted(starts), high + 1]):
        held = sum(number for value, number in values.items() if first <= value < after)
        yield Bin(first, after - 1, held)


def _edges(low: int, high: int) -> list[int]:
    """Return where the bins begin that hold LOW to HIGH."""
    series = (step * 10**power // 10 for power in count() for step in STEPS)
    edges = [0, *dict.fromkeys(takewhile(lambda edge: edge <= high, series))]
    return [edge for edge, after in pairwise([*edges, high + 1]) if after > low]
