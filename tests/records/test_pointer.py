from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.records.pointer import column, place, pointer, steps

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(path, value)]
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, child in children:
        found += paths(child, (*path, step))
    return found


@given(value=JSON)
def test_every_value_is_found_where_its_pointer_leads(value: Any) -> None:
    data = orjson.dumps(value)

    for path, child in paths(value):
        found = place(data, pointer(path))
        assert found is not None
        assert orjson.loads(data[found.start : found.end]) == child


@given(path=st.lists(st.text()))
def test_a_pointer_and_its_steps_are_one(path: list[str]) -> None:
    assert steps(pointer(path)) == path


@pytest.mark.parametrize("at", ["/b", "/a/2", "/a/0/x"])
def test_what_is_not_there_has_no_place(at: str) -> None:
    assert place(b'{"a": [1, 2]}', at) is None


def test_of_two_equal_keys_the_last_counts() -> None:
    found = place(b'{"a": 1, "a": 2}', "/a")

    assert found is not None
    assert (found.start, found.key) == (14, (9, 12))


def test_spaces_and_escapes_do_not_mislead() -> None:
    data = b'{ "k\\u0041]" : [ "\\"}" , { "b" :true } ] }'

    found = place(data, "/kA]/1/b")

    assert found is not None
    assert data[found.start : found.end] == b"true"


def test_columns_count_code_points_from_one() -> None:
    data = '{"é": "🙂", "x": 1}'.encode()

    assert column(data, data.index(b"1")) == 17
