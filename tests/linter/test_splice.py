from __future__ import annotations

import json

import pytest

from dataprep.linter.edits import Drop, DropLine, Edit, Put, Rename, Reword, Splice
from dataprep.linter.finding import safe
from dataprep.linter.splice import applied

# Spaces and escapes as no writer would choose them: what is not edited has to stay.
LINE = b'{ "a":1 , "b" : [true,  "\\u00e9\\ud83d\\ude00x\\/"], "c":{}}\r'


@pytest.mark.parametrize(
    ("edit", "new"),
    [
        (Put("/a", 2), LINE.replace(b"1", b"2")),
        (Put("/b/0", {"x": None}), LINE.replace(b"true", b'{"x":null}')),
        (Put("/d", "\u00fc"), LINE.replace(b"{}}", b'{},"d":"\\u00fc"}')),
        (Put("/c/k", 1), LINE.replace(b"{}}", b'{"k":1}}')),
        (Put("/b/1", "a\u2028"), LINE.replace(b"\\u00e9\\ud83d\\ude00x\\/", b"a\\u2028")),
        (Drop("/a"), LINE.replace(b'"a":1 , ', b"")),
        # The space before a comma goes with it.
        (Drop("/b"), LINE.replace(b' , "b" : [true,  "\\u00e9\\ud83d\\ude00x\\/"]', b"")),
        (Drop("/c"), LINE.replace(b', "c":{}', b"")),
        (Drop("/b/0"), LINE.replace(b"true,  ", b"")),
        (Drop("/b/1"), LINE.replace(b',  "\\u00e9\\ud83d\\ude00x\\/"', b"")),
        (Rename("/a", "z"), LINE.replace(b'"a"', b'"z"')),
        (Reword("/b/1", 1, 2, "y"), LINE.replace(b"\\ud83d\\ude00", b"y")),
        (Reword("/b/1", 3, 4), LINE.replace(b"\\/", b"")),
        (Splice(0, 2, b"{"), LINE.replace(b"{ ", b"{")),
        (DropLine(), None),
    ],
)
def test_an_edit_changes_its_place_and_nothing_else(edit: Edit, new: bytes | None) -> None:
    assert applied(LINE, [safe("", edit)]) == (new, [True])


@pytest.mark.parametrize(
    "edit",
    [
        Put("/x/y", 1),
        Put("/b/9", 1),
        Drop("/x"),
        Rename("/x", "z"),
        Rename("/a", "b"),
        Reword("/x", 0, 1),
        Put("/a", 1),
    ],
)
def test_an_edit_of_what_is_not_there_or_is_so_already_is_not_made(edit: Edit) -> None:
    assert applied(LINE, [safe("", edit)]) == (LINE, [False])


@pytest.mark.parametrize(
    ("edits", "left", "both"),
    [
        ([Drop("/a"), Drop("/b")], {"b": 2, "c": 3}, False),
        ([Drop("/b"), Drop("/c")], {"a": 1}, True),
        ([Put("/a", 7), Rename("/a", "z")], {"z": 7, "b": 2, "c": 3}, True),
        ([Put("/x", 7), Put("/y", 8)], {"a": 1, "b": 2, "c": 3, "x": 7}, False),
        ([Put("/a", 7), Put("/a", 8)], {"a": 7, "b": 2, "c": 3}, False),
    ],
)
def test_of_fixes_that_overlap_the_first_is_made(
    edits: list[Edit],
    left: object,
    both: bool,  # noqa: FBT001 — a case
) -> None:
    new, made = applied(b'{"a": 1, "b": 2, "c": 3}', [safe("", edit) for edit in edits])

    assert json.loads(new or b"") == left
    assert made == [True, both]


@pytest.mark.parametrize(
    ("edit", "new"),
    [
        (Drop("/k"), b'{"a": 1}'),
        (Drop("/k", earlier=True), b'{"a": 1, "k": 3}'),
    ],
)
def test_of_equal_keys_all_go_or_all_but_the_last(edit: Edit, new: bytes) -> None:
    assert applied(b'{"k": 1, "k": 2, "a": 1, "k": 3}', [safe("", edit)])[0] == new


def test_all_members_may_go() -> None:
    assert applied(b'{"k": 1, "k": 2}', [safe("", Drop("/k"))])[0] == b"{}"
