"""What of a record is billed."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep.tokens.chat import Mark, Sequence, Text, Uncountable, sequences

USER = {"role": "user", "content": "hi"}
ASSISTANT = {"role": "assistant", "content": "hello"}
CALLS = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
NOTHING = Text([])


def test_text_is_billed_with_3_tokens_a_message_and_one_a_record() -> None:
    assert sequences({"messages": [USER, ASSISTANT]}, "sft") == [
        Sequence(Text(["user", "hi", "assistant", "hello"], 7), NOTHING, [])
    ]


def test_the_length_of_a_text_is_that_of_its_strings_and_its_tokens() -> None:
    assert Text(["user", "hi", "hi"], 4).length({"user": 1, "hi": 2}) == 9


@pytest.mark.parametrize(
    ("message", "strings"),
    [
        ({"role": "assistant", "content": "a", "weight": 0}, ["assistant", "a"]),
        ({"role": "tool", "content": "a", "tool_call_id": "c"}, ["tool", "a"]),
        ({"role": "assistant", "content": None}, ["assistant"]),
        ({"role": "assistant"}, ["assistant"]),
        ({"role": "user", "content": ""}, ["user", ""]),
        ({"role": "user", "content": [{"type": "text", "text": "a"}]}, ["user", "a"]),
    ],
)
def test_role_and_text_of_every_message_are_billed(
    message: dict[str, Any], strings: list[str]
) -> None:
    assert sequences({"messages": [message]}, "sft") == [Sequence(Text(strings, 4), NOTHING, [])]


@pytest.mark.parametrize(
    ("parts", "texts", "mark"),
    [
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], ["a", "b"], Mark.PARTS),
        ([{"type": "refusal", "refusal": "no"}], ["no"], Mark.REFUSAL),
    ],
)
def test_parts_are_billed_as_their_texts_but_no_bill_confirms_it(
    parts: list[Any], texts: list[str], mark: Mark
) -> None:
    message = {"role": "assistant", "content": parts}

    (found,) = sequences({"messages": [message]}, "sft")

    assert found == Sequence(Text(["assistant", *texts], 4), NOTHING, [mark])


@pytest.mark.parametrize(
    ("keys", "perhaps", "marks"),
    [
        ({"name": "Ann"}, Text(["Ann"], 1), [Mark.NAME]),
        ({"refusal": "no"}, Text(["no"]), [Mark.REFUSAL]),
        ({"tool_calls": [{"id": "é"}]}, Text(['[{"id":"é"}]']), [Mark.TOOLS]),
        ({"function_call": {"name": "f"}}, Text(['{"name":"f"}']), [Mark.TOOLS]),
        ({"tool_calls": [], "refusal": None}, NOTHING, []),
    ],
)
def test_what_the_formula_does_not_cover_is_perhaps_billed(
    keys: dict[str, Any], perhaps: Text, marks: list[Mark]
) -> None:
    found = sequences({"messages": [ASSISTANT | keys]}, "sft")
    assert found == [Sequence(Text(["assistant", "hello"], 4), perhaps, marks)]


def test_tool_definitions_are_perhaps_billed() -> None:
    found = sequences({"messages": [USER], "tools": [{"type": "function"}]}, "sft")
    assert found == [
        Sequence(Text(["user", "hi"], 4), Text(['[{"type":"function"}]']), [Mark.TOOLS])
    ]


def test_an_image_is_marked() -> None:
    found = sequences({"messages": [{"role": "user", "content": [IMAGE, IMAGE]}]}, "sft")
    assert found == [Sequence(Text(["user"], 4), NOTHING, [Mark.IMAGE, Mark.IMAGE])]


def test_a_pair_is_two_sequences_and_its_prompt_perhaps_billed_twice() -> None:
    value = {
        "input": {"messages": [USER]},
        "preferred_output": [ASSISTANT],
        "non_preferred_output": [{"role": "assistant", "content": "bye"}],
    }
    assert sequences(value, "dpo") == [
        Sequence(Text(["user", "hi", "assistant", "hello"], 7), NOTHING, []),
        Sequence(Text(["assistant", "bye"], 3), Text(["user", "hi"], 4), []),
    ]


@pytest.mark.parametrize(
    ("value", "method"),
    [
        ({"prompt": "a", "completion": "b"}, "sft"),
        ({"messages": {}}, "sft"),
        ({"messages": []}, "sft"),
        ({"messages": ["hi"]}, "sft"),
        ({"messages": [{"content": "hi"}]}, "sft"),
        ({"messages": [{"role": 1, "content": "hi"}]}, "sft"),
        ({"messages": [{"role": "user", "content": 1}]}, "sft"),
        ({"messages": [{"role": "user", "content": [{"type": "file"}]}]}, "sft"),
        ({"messages": [USER]}, "dpo"),
        ({"input": {"messages": [USER]}, "preferred_output": [ASSISTANT]}, "dpo"),
    ],
)
def test_a_record_of_another_shape_is_not_countable(value: dict[str, Any], method: str) -> None:
    with pytest.raises(Uncountable):
        sequences(value, method)
