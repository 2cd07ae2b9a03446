from __future__ import annotations

import pickle
from typing import Any

import pytest

from dataprep.converter.path import Path

ROW: dict[str, Any] = {
    "a": {"b": "deep", "x.y": "dotted"},
    "list": ["first", {"c": "in a list"}],
    "items": [{"q": "one"}, {"q": "two", "r": [1]}, {"r": [2, 3]}],
    "null": None,
    "blank": " ",
    "empty": [],
    "no": False,
    "zero": 0,
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", "deep"),
        ('a."x.y"', "dotted"),
        ("list[0]", "first"),
        ("list[-1].c", "in a list"),
        ("items[].q", ["one", "two", None]),
        ("items[].r[]", [1, 2, 3]),
        ("a[]", ["deep", "dotted"]),
        ("list[2]", None),
        ("a.b.c", None),
        ("a.b[0]", None),
        ("a.b[]", None),
        ("items[].missing", None),
        ("missing", None),
        ("blank", " "),
    ],
)
def test_a_path_leads_into_objects_and_lists(path: str, found: object) -> None:
    assert Path(path)(ROW) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("null|a.b", "deep"),
        ("blank|empty|list[0]", "first"),
        ("no|a.b", False),
        ("zero|a.b", 0),
        ('missing|a."x.y"', "dotted"),
        ("null|empty", []),
        ("null|missing", None),
    ],
)
def test_of_several_ways_the_first_that_leads_to_more_than_nothing_counts(
    path: str, found: object
) -> None:
    assert Path(path)(ROW) == found


def test_a_path_travels_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(Path("a.b")))(ROW) == "deep"  # noqa: S301 — our own bytes
