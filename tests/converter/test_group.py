from __future__ import annotations

from typing import Any

import orjson
import pytest

from dataprep.converter.group import Group, grouped
from dataprep.converter.path import Path
from dataprep.records.source import Part


def batches(*rows: Any) -> list[Part]:
    """Return ROWS, each as a batch of its own."""
    return [Part("x.jsonl", 0, 1, orjson.dumps(row)) for row in rows]


A1, A2 = {"id": "a", "left": 1, "both": None}, {"id": "a", "right": 2, "both": 3}
B = {"id": "b"}


@pytest.mark.parametrize(
    ("scattered", "coming", "sizes"),
    [
        (False, [A1, A2, B], [2, 1]),
        (False, [A1, B, A2], [1, 1, 1]),
        (True, [A1, B, A2], [2, 1]),
        (True, [{"x": 1}, {"x": 1}, "no row"], [1, 1, 1]),
        (False, [{"x": 1}, {"x": 1}, "no row"], [1, 1, 1]),
    ],
)
def test_rows_with_one_value_come_together(
    scattered: Any, coming: list[Any], sizes: list[int]
) -> None:
    found = grouped(batches(*coming), Group(Path("id"), scattered=scattered))

    groups = [group for batch in found for group in batch.rows()]
    assert [len(g["rows"]) if isinstance(g, dict) else 1 for g in groups] == sizes


def test_a_group_has_the_first_filled_value_of_each_column_and_all_its_rows() -> None:
    [batch] = grouped(batches(A1, A2), Group(Path("id")))

    assert list(batch.rows()) == [{"id": "a", "left": 1, "right": 2, "both": 3, "rows": [A1, A2]}]
