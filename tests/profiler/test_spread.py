"""How a number is spread over records."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dataprep.profiler.spread import Bin, Spread, spread

COUNTS = st.dictionaries(st.integers(0, 10**6), st.integers(1, 50), min_size=1)


def test_few_different_values_have_a_bin_each() -> None:
    assert spread({2: 3, 4: 1}) == Spread(
        smallest=2,
        median=2,
        p90=4,
        p99=4,
        largest=4,
        total=10,
        bins=(Bin(2, 2, 3), Bin(3, 3, 0), Bin(4, 4, 1)),
    )


def test_wide_ranges_have_bins_that_grow() -> None:
    assert spread({90: 1, 120: 2, 400: 1}).bins == (
        Bin(70, 99, 1),
        Bin(100, 149, 2),
        Bin(150, 199, 0),
        Bin(200, 299, 0),
        Bin(300, 400, 1),
    )


def test_no_bin_lies_on_both_sides_of_the_limit() -> None:
    over = [each for each in spread({90: 1, 400: 1}, limit=128).bins if each.first > 128]
    assert over[0] == Bin(129, 149, 0)


@given(COUNTS, st.none() | st.integers(1, 10**6))
@example({301: 1, 400: 1}, 300)
def test_the_bins_hold_every_record_once_and_leave_no_gap(
    values: dict[int, int], limit: int | None
) -> None:
    found = spread(values, limit=limit)
    assert sum(each.records for each in found.bins) == sum(values.values())
    assert all(before.last + 1 == after.first for before, after in pairwise(found.bins))
    assert found.bins[0].first <= found.smallest
    assert found.largest == found.bins[-1].last
    if limit:
        over = sum(each.records for each in found.bins if each.first > limit)
        assert over == sum(number for value, number in values.items() if value > limit)


@given(COUNTS)
def test_percentiles_are_those_of_the_ordered_values(values: dict[int, int]) -> None:
    ordered = sorted(Counter(values).elements())
    found = spread(values)
    for hundredths, value in [(50, found.median), (90, found.p90), (99, found.p99)]:
        assert value == ordered[-(-hundredths * len(ordered) // 100) - 1]


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_equal_values_make_one_bin(size: int) -> None:
    assert spread({7: size}).bins == (Bin(7, 7, size),)
