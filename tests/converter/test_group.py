from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

import orjson
import pytest

from dataprep.converter.convert import convert
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


def test_groups_can_be_picked_and_traced_back_to_their_first_rows(tmp_path: FilePath) -> None:
    rows = [
        {"message_tree_id": f"t{n}", "message_id": f"{n}{role}", "parent_id": parent, **said}
        for n in range(4)
        for role, parent, said in (
            ("q", None, {"text": f"Question {n}?", "role": "prompter"}),
            ("a", f"{n}q", {"text": f"Answer {n}.", "role": "assistant"}),
        )
    ]
    (tmp_path / "x.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    source, out, origins = (str(tmp_path / name) for name in ("x.jsonl", "out.jsonl", "o.jsonl"))

    whole = convert([source], to=out, format="oasst")
    some = convert(
        [source], to=out, format="oasst", limit=2, shuffle=True, provenance=origins, force=True
    )

    assert (whole.rows, whole.records) == (8, 4)
    assert (some.rows, some.records) == (4, 2)
    records = [orjson.loads(line) for line in FilePath(out).read_bytes().splitlines()]
    said = [record["messages"][0]["content"] for record in records]
    found = [orjson.loads(line)["row"] for line in FilePath(origins).read_bytes().splitlines()]
    assert [f"Question {(row - 1) // 2}?" for row in found] == said
    assert all(row % 2 for row in found)
