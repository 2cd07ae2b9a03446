from __future__ import annotations

from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.converter.arrow_values import columns, values
from dataprep.converter.block import rows_of

TURN = st.none() | st.fixed_dictionaries(
    {}, optional={"role": st.text(max_size=3), "tags": st.none() | st.lists(st.integers(0, 9))}
)
SCHEMA = pa.schema(
    {
        "id": pa.int64(),
        "turns": pa.list_(pa.struct({"role": pa.string(), "tags": pa.large_list(pa.int64())})),
        "empty": pa.struct([]),
    }
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.none() | st.integers(0, 9),
            "turns": st.none() | st.lists(TURN, max_size=3),
            "empty": st.sampled_from([None, {}]),
        }
    ),
    max_size=8,
)


def without_nulls(value: Any) -> Any:
    match value:
        case dict():
            return {key: without_nulls(item) for key, item in value.items() if item is not None}
        case list():
            return [without_nulls(item) for item in value]
    return value


@settings(deadline=None)
@given(rows=ROWS, cut=st.integers(0, 8))
def test_rows_come_back_without_what_arrow_filled_in(rows: list[dict[str, Any]], cut: int) -> None:
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA).slice(cut)

    assert rows_of(columns(batch)) == [
        {name: without_nulls(cell) for name, cell in row.items()} for row in rows[cut:]
    ]


def test_a_column_that_is_null_stays() -> None:
    batch = pa.RecordBatch.from_pylist([{"a": None, "b": 1}])

    assert rows_of(columns(batch)) == [{"a": None, "b": 1}]


def test_other_types_come_as_arrow_gives_them() -> None:
    array = pa.array(["x", "y", "x", None]).dictionary_encode()

    assert values(array) == ["x", "y", "x", None]
