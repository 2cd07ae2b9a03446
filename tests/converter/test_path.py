from __future__ import annotations

from typing import Any

import pytest

from dataprep.converter.path import value

ROW: dict[str, Any] = {"a": {"b": "deep"}, "list": ["first", {"c": "in a list"}], "null": None}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", "deep"),
        ("list[0]", "first"),
        ("list[1].c", "in a list"),
        ("null|a.b", "deep"),
        ("missing|list[0]", "first"),
        ("list[2]", None),
        ("a.b.c", None),
        ("a.b[0]", None),
        ("missing", None),
    ],
)
def test_a_path_leads_to_the_first_of_its_ways_that_is_there(path: str, found: object) -> None:
    assert value(ROW, path) == found
