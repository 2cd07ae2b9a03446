"""What a row can be that its shape does not expect."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.converter import definition
from dataprep.converter.shape import Conversation, Unconvertible

TEXT = st.text(max_size=8)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
CALL = {"id": "c1", "function": {"name": "f", "arguments": {"x": 1}}}


def reason(name: str, row: dict[str, Any]) -> str:
    with pytest.raises(Unconvertible) as why:
        definition.built_in(name).bound().conversation(row)
    return why.value.reason


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("sharegpt", {}, "empty"),
        ("sharegpt", {"conversations": []}, "empty"),
        ("sharegpt", {"conversations": "text"}, "not-turns"),
        ("sharegpt", {"conversations": ["text"]}, "not-turns"),
        ("sharegpt", {"conversations": [{"from": "narrator", "value": "x"}]}, "unknown-role"),
        ("sharegpt", {"conversations": [{"from": "gpt", "value": 5}]}, "not-text"),
        (
            "openai-messages",
            {"messages": [{"role": "user", "content": [{"type": "text"}]}]},
            "not-text",
        ),
        (
            "openai-messages",
            {"messages": [{"role": "user", "content": [{"type": []}]}]},
            "not-text",
        ),
        ("alpaca", {}, "empty"),
        ("alpaca", {"instruction": 5, "output": "x"}, "not-text"),
        ("alpaca", {"instruction": "x", "output": "y", "system": 5}, "not-text"),
        ("alpaca", {"instruction": "x", "output": "y", "history": "z"}, "not-turns"),
        ("alpaca", {"instruction": "x", "output": "y", "history": [["z"]]}, "not-turns"),
    ],
)
def test_a_row_of_another_form_is_rejected_with_a_reason(
    name: str, row: dict[str, Any], expected: str
) -> None:
    assert reason(name, row) == expected


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("tools", "{", "broken-tools"),
        ("tools", {"name": "f"}, "broken-tools"),
        ("tools", ["f"], "broken-tools"),
    ],
)
def test_tools_that_cannot_be_read_reject_the_row(column: str, value: Any, expected: str) -> None:
    row = {"messages": [{"role": "user", "content": "x"}], column: value}

    assert reason("openai-messages", row) == expected


@pytest.mark.parametrize("tools", [None, "", " ", "[]", []])
def test_no_tools_are_left_out(tools: Any) -> None:
    row = {"messages": [{"role": "user", "content": "x"}], "tools": tools}

    assert definition.built_in("openai-messages").bound().conversation(row).tools is None


@pytest.mark.parametrize(
    "calls",
    [
        "text",
        ["text"],
        [{**CALL, "id": None}],
        [{"id": "c", "function": {"name": "f", "arguments": "{"}}],
    ],
)
def test_tool_calls_that_cannot_be_read_reject_the_row(calls: Any) -> None:
    row = {"messages": [{"role": "assistant", "content": None, "tool_calls": calls}]}

    assert reason("openai-messages", row) == "broken-tool-call"


def test_arguments_of_a_call_become_json_text() -> None:
    row = {"messages": [{"role": "assistant", "content": None, "tool_calls": [CALL]}]}

    [message] = definition.built_in("openai-messages").bound().conversation(row).messages

    assert message["tool_calls"][0]["function"] == {"name": "f", "arguments": '{"x": 1}'}


@given(data=st.data(), name=st.sampled_from(definition.names()))
def test_any_row_is_a_conversation_or_rejected(data: st.DataObject, name: str) -> None:
    known = definition.built_in(name)
    columns = ["conversations", "messages", "tools", "system", "instruction", "output", "answer"]
    keys = st.sampled_from(["from", "value", "role", "content", "tool_calls", "weight"])
    turns = st.lists(st.dictionaries(keys, ANY | st.sampled_from(["user", "gpt"])), max_size=3)
    row = data.draw(st.dictionaries(st.sampled_from(columns), ANY | turns))

    with contextlib.suppress(Unconvertible):
        assert isinstance(known.bound().conversation(row), Conversation)
