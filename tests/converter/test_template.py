from __future__ import annotations

import pickle
from typing import Any

import pytest

from dataprep.converter.shape import Unconvertible
from dataprep.converter.template import Text

ROW = {"a": "one", "b": "two", "c": "three", "blank": "  ", "number": 5}


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("a", "one"),
        ("missing", ""),
        ({"text": "a literal"}, "a literal"),
        ("{a}: {b}.", "one: two."),
        ("{a}\n\n{blank}", "one"),
        ("{blank}\n\n{a}", "one"),
        ("{a}, {blank}; {c}", "one, three"),
        ("Say {blank} of {missing}", ""),
        ("{missing|b}!", "two!"),
        (["a", "blank", "{b}?"], "one\n\ntwo?"),
    ],
)
def test_blank_parts_vanish_with_what_joins_them(said: Any, text: str) -> None:
    assert Text(said)(ROW) == text


def test_parts_have_the_join_that_is_given() -> None:
    assert Text(["a", "missing", "b"]).with_join(" / ")(ROW) == "one / two"


@pytest.mark.parametrize("said", ["number", "{a} {number}"])
def test_what_is_no_text_is_said(said: str) -> None:
    with pytest.raises(Unconvertible, match="not-text"):
        Text(said)(ROW)


def test_a_text_travels_to_a_worker() -> None:
    text = Text(["{a}", "b"], "-")

    assert pickle.loads(pickle.dumps(text))(ROW) == "one-two"  # noqa: S301 — our own bytes
