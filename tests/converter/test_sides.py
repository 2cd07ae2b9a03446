"""Rows that are read column by column say what they say one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.converter.block import Block, Columns, Rows
from dataprep.converter.definition import Definition, built_in
from dataprep.converter.exchange import exchange
from dataprep.converter.reader import Reader
from dataprep.converter.shape import Conversation

COLUMNS = ("a", "b", "c", "d")
CELL = st.sampled_from([None, "", " ", "one", "two", 5, False, []])
ROW = st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, CELL))
TEXT = st.sampled_from(["a", "b|c", "d|a.b", "{a} {b}", {"text": "So?"}, ["a", "b|c"], ["d", "a"]])
PATH = st.sampled_from(["c", "d", "c|d"])
DEFINED = st.fixed_dictionaries(
    {"user": TEXT, "assistant": TEXT},
    optional={
        "system": TEXT,
        "history": PATH,
        "reasoning": PATH,
        "parallel_tool_calls": PATH,
        "join": st.just(" / "),
    },
)


def reader(**keys: Any) -> Reader:
    return Definition("x", "X", "fields", keys).bound()


def by_column(rows: list[Any]) -> Columns:
    whole = [{name: row.get(name) for name in COLUMNS} for row in rows if isinstance(row, dict)]
    return Columns({name: [row[name] for row in whole] for name in COLUMNS}, len(whole))


@given(keys=DEFINED, rows=st.lists(ROW | st.sampled_from([b"{", 5]), max_size=4))
def test_an_exchange_of_a_block_is_what_its_row_says(keys: dict[str, Any], rows: list[Any]) -> None:
    read = reader(**keys)

    blocks: tuple[Block, ...] = (Rows(rows), by_column(rows))
    for block in blocks:
        for index, (asked, answer) in enumerate(read.sides(block) or ()):
            if messages := exchange(asked, answer):
                [said] = read.examples(block[index])
                assert isinstance(said, Conversation)
                assert replace(said, system=said.system.strip()) == Conversation(messages)


@pytest.mark.parametrize("block", [Rows, by_column])
def test_rows_in_the_columns_of_alpaca_are_read_together(block: Any) -> None:
    rows = [
        {"instruction": "Add.", "input": "1 + 1", "output": "2"},
        {"instruction": "Why?", "input": " ", "output": ""},
        {"instruction": "Go.", "output": None},
    ]
    renamed = [{new: row.get(old) for old, new in zip(rows[0], "abd", strict=True)} for row in rows]

    read = reader(system="c", user=["a", "b|e"], assistant="d|f")

    said = [("Add.\n\n1 + 1", "2"), ("Why?", ""), ("Go.", None)]
    assert list(built_in("alpaca").bound().sides(Rows(rows)) or ()) == said
    assert list(read.sides(block(renamed)) or ()) == said


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        pytest.param({}, {"a": 5, "b": "x"}, id="a number"),
        pytest.param({"user": "a|c"}, {"a": " ", "b": "x", "c": "y"}, id="two ways"),
        pytest.param({"user": "{a}!"}, {"a": "y", "b": "x"}, id="a template"),
        pytest.param({"system": "c"}, {"a": "y", "b": "x", "c": "Be kind."}, id="a system text"),
        pytest.param({"history": "c"}, {"a": "y", "b": "x", "c": [["q", "a"]]}, id="a history"),
        pytest.param({"reasoning": "c"}, {"a": "y", "b": "x"}, id="perhaps thoughts"),
    ],
)
def test_what_may_be_more_than_two_columns_is_read_row_by_row(
    keys: dict[str, Any], row: dict[str, Any]
) -> None:
    assert reader(**{"user": "a", "assistant": "b", **keys}).sides(Rows([row])) is None


@pytest.mark.parametrize("nothing", [None, "", " ", []])
def test_a_blank_history_is_none(nothing: object) -> None:
    row = {"a": "y", "b": "x", "c": nothing}

    said = reader(user="a", assistant="b", history="c").examples(row)

    assert said == (Conversation(exchange("y", "x") or []),)
