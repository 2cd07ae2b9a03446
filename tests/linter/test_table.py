from __future__ import annotations

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.linter import table as tables
from dataprep.linter.table import Table, Texts, each, groups
from dataprep.records.record import Line, Record


@each
def number(record: Record) -> int:
    return int(record.value["n"])


@each
def text(record: Record) -> str:
    return str(record.value["t"])


def filled(*rows: tuple[int, str]) -> Table:
    table = Table()
    records = [
        Record(Line("x.jsonl", line, b""), {"n": n, "t": t}) for line, (n, t) in enumerate(rows, 1)
    ]
    table.extend(records, [number], [text])
    return table


@given(
    rows=st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abcdef")), max_size=30),
    cut=st.integers(0, 30),
)
def test_two_tables_merged_are_one_table_of_all_rows(rows: list[tuple[int, str]], cut: int) -> None:
    first, second = filled(*rows[:cut]), filled(*rows[cut:])

    first.merge(second, len(rows[:cut]))

    assert first == filled(*rows)


@given(st.lists(st.integers(0, 12).map(str), max_size=40), st.sets(st.integers(1, 39)))
def test_the_first_texts_are_kept_wherever_the_file_is_cut(
    texts: list[str], cuts: set[int]
) -> None:
    def merged(places: list[int]) -> Texts:
        whole = Texts()
        for start, end in pairwise([0, *places, len(texts)]):
            part = Texts()
            part.extend(texts[start:end])
            whole.merge(part)
        return whole

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "MOST_TEXTS", 5)

        assert merged(sorted(cuts)) == merged([])


@given(st.lists(st.integers(0, 20) | st.just(2**64 - 1), max_size=60))
def test_few_numbers_and_many_are_grouped_alike(numbers: list[int]) -> None:
    rows = array("Q", numbers)
    expected = groups(rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "MANY", 0)

        assert groups(rows) == expected


def test_what_stands_for_nothing_is_in_no_group() -> None:
    assert groups(array("Q", [0, 7, 0, 7, 3])) == [[1, 3]]
