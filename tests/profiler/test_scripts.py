"""Which scripts texts are written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.profiler.scripts import letters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("12 + 3 = 15 …", {}),
        ("plain words", {"Latin": 10}),
        ("naïve", {"Latin": 5}),
        ("Привет, world", {"Cyrillic": 6, "Latin": 5}),
        ("漢字とカナ", {"Han": 2, "Hiragana": 1, "Katakana": 2}),
        ("שלום", {"Hebrew": 4}),
        ("🙂", {}),
        ("ꙮ", {"Cyrillic": 1}),
        ("𐎀", {"Other": 1}),
    ],
)
def test_letters_are_counted_by_script(text: str, found: dict[str, int]) -> None:
    assert letters([text]) == found


@given(st.lists(st.text()))
def test_every_letter_is_counted_once(texts: list[str]) -> None:
    assert letters(texts).total() == sum(map(str.isalpha, "".join(texts)))
