"""What of a record is billed."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from dataprep.tokens.chat import Mark, Sequence, Text, Uncountable, sequences
from dataprep.tokens.images import Image

USER = {"role": "user", "content": "hi"}
ASSISTANT = {"role": "assistant", "content": "hello"}
CALLS = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
NOTHING = Text()
FRAMING, UNTRAINED = "framing", "assistant, untrained"


def only(value: dict[str, Any], method: str = "sft") -> Sequence:
    """Return the one sequence of a record."""
    (found,) = sequences(value, method)
    return found


def test_text_is_billed_with_3_tokens_a_message_and_one_a_record() -> None:
    sure = Text(["user", "hi", "assistant", "hello"], [FRAMING, "user", FRAMING, "assistant"], 7)
    assert only({"messages": [USER, ASSISTANT]}) == Sequence(sure, NOTHING, [])


def test_the_length_of_a_text_is_that_of_its_strings_and_its_tokens() -> None:
    assert Text(["user", "hi", "hi"], [], 4).length({"user": 1, "hi": 2}) == 9


@pytest.mark.parametrize(
    ("message", "strings", "owners"),
    [
        ({"role": "assistant", "content": "a"}, ["a"], ["assistant"]),
        ({"role": "assistant", "content": "a", "weight": 1}, ["a"], ["assistant"]),
        ({"role": "assistant", "content": "a", "weight": 0}, ["a"], [UNTRAINED]),
        ({"role": "tool", "content": "a", "tool_call_id": "c"}, ["a"], ["tool"]),
        ({"role": "assistant", "content": None}, [], []),
        ({"role": "assistant"}, [], []),
        ({"role": "user", "content": ""}, [""], ["user"]),
        ({"role": "user", "content": [{"type": "text", "text": "a"}]}, ["a"], ["user"]),
    ],
)
def test_role_and_text_of_every_message_are_billed_and_owned(
    message: dict[str, Any], strings: list[str], owners: list[str]
) -> None:
    sure = Text([message["role"], *strings], [FRAMING, *owners], 4)
    assert only({"messages": [message]}) == Sequence(sure, NOTHING, [])


def test_a_grader_trains_on_none_of_the_answers_that_are_there() -> None:
    assert only({"messages": [ASSISTANT, USER]}, "rft").sure.owners == [
        FRAMING,
        UNTRAINED,
        FRAMING,
        "user",
    ]


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
    sure = Text(["assistant", *texts], [FRAMING, *["assistant"] * len(texts)], 4)
    assert only({"messages": [message]}) == Sequence(sure, NOTHING, [mark])


@pytest.mark.parametrize(
    ("keys", "perhaps", "marks"),
    [
        ({"name": "Ann"}, Text(["Ann"], [FRAMING], 1), [Mark.NAME]),
        ({"refusal": "no"}, Text(["no"], ["assistant"]), [Mark.REFUSAL]),
        ({"tool_calls": [{"id": "é"}]}, Text(['[{"id":"é"}]'], ["assistant"]), [Mark.TOOLS]),
        ({"function_call": {"name": "f"}}, Text(['{"name":"f"}'], ["assistant"]), [Mark.TOOLS]),
        ({"tool_calls": [], "refusal": None}, NOTHING, []),
    ],
)
def test_what_the_formula_does_not_cover_is_perhaps_billed(
    keys: dict[str, Any], perhaps: Text, marks: list[Mark]
) -> None:
    found = only({"messages": [ASSISTANT | keys]})
    assert (found.perhaps, found.marks) == (perhaps, marks)


def test_tool_definitions_are_perhaps_billed_and_belong_to_the_tools() -> None:
    found = only({"messages": [USER], "tools": [{"type": "function"}]})
    perhaps = Text(['[{"type":"function"}]'], ["tools"])
    assert (found.perhaps, found.marks) == (perhaps, [Mark.TOOLS])


def test_an_image_is_marked_and_kept() -> None:
    found = only({"messages": [{"role": "user", "content": [IMAGE, IMAGE]}]})
    assert (found.marks, found.images) == ([Mark.IMAGE] * 2, [Image(None, "auto")] * 2)


def test_a_pair_is_two_sequences_and_its_prompt_perhaps_billed_twice() -> None:
    value = {
        "input": {"messages": [USER, ASSISTANT]},
        "preferred_output": [ASSISTANT],
        "non_preferred_output": [{"role": "assistant", "content": "bye"}],
    }
    prompt = ["user", "hi", "assistant", "hello"]
    owners = [FRAMING, "user", FRAMING, UNTRAINED]
    answer = [FRAMING, "assistant"]
    preferred = Text([*prompt, "assistant", "hello"], [*owners, *answer], 10)
    assert sequences(value, "dpo") == [
        Sequence(preferred, NOTHING, []),
        Sequence(Text(["assistant", "bye"], answer, 3), Text(prompt, owners, 7), []),
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
        ({"messages": [USER], "tools": orjson.loads("[" * 900 + "]" * 900)}, "sft"),
        ({"messages": [USER]}, "dpo"),
        ({"input": {"messages": [USER]}, "preferred_output": [ASSISTANT]}, "dpo"),
    ],
)
def test_a_record_of_another_shape_is_not_countable(value: dict[str, Any], method: str) -> None:
    with pytest.raises(Uncountable):
        sequences(value, method)
