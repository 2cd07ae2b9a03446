"""Examples become the records of the method that is wanted."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep import schema
from dataprep.converter.dialect import dialect
from dataprep.converter.render import Rendering
from dataprep.converter.shape import Conversation, Example, Pair, Unconvertible

USER = {"role": "user", "content": "Why?"}
ANSWER = {"role": "assistant", "content": "So."}
OTHER = {"role": "assistant", "content": "No."}
SYSTEM = {"role": "system", "content": "Be brief."}
CALL = {"id": "abcdefghi", "type": "function", "function": {"name": "f", "arguments": "{}"}}
CALLING = {"role": "assistant", "content": None, "tool_calls": [CALL]}
RESULT = {"role": "tool", "tool_call_id": "abcdefghi", "name": "f", "content": "1"}
TALK = Conversation([USER, ANSWER])
PAIR = Pair(Conversation([USER]), ANSWER, OTHER)


def rendered(example: Example, target: str, **how: Any) -> dict[str, Any]:
    record, _ = Rendering(dialect(target, {}), **how).rendered(example)
    return record


@pytest.mark.parametrize(
    ("target", "example", "record"),
    [
        ("openai", TALK, {"messages": [USER, ANSWER]}),
        ("openai/sft", TALK, {"messages": [USER, ANSWER]}),
        (
            "openai",
            PAIR,
            {
                "input": {"messages": [USER]},
                "preferred_output": [ANSWER],
                "non_preferred_output": [OTHER],
            },
        ),
        ("openai/rft", TALK, {"messages": [USER], "reference_answer": "So."}),
    ],
)
def test_an_example_becomes_the_record_of_its_method(
    target: str, example: Example, record: dict[str, Any]
) -> None:
    assert rendered(example, target) == record


@pytest.mark.parametrize(
    ("target", "example", "reason"),
    [
        ("openai/dpo", TALK, "not-for-dpo"),
        ("openai/sft", PAIR, "not-for-sft"),
        ("openai/rft", PAIR, "not-for-rft"),
        ("mistral", PAIR, "dpo-not-offered"),
        ("openai/rft", Conversation([USER, CALLING]), "nothing-to-grade"),
        ("openai/rft", Conversation([USER, CALLING, RESULT, ANSWER]), "nothing-to-grade"),
        ("openai", Pair(Conversation([USER]), ANSWER, ANSWER), "equal-answers"),
    ],
)
def test_an_example_that_the_method_has_no_record_for_says_so(
    target: str, example: Example, reason: str
) -> None:
    with pytest.raises(Unconvertible, match=reason):
        rendered(example, target)


def test_a_graded_record_has_no_weights_and_a_developer_for_a_system() -> None:
    earlier = {**ANSWER, "weight": 0}

    record = rendered(Conversation([SYSTEM, USER, earlier, USER, ANSWER]), "openai/rft")

    assert record["messages"] == [{**SYSTEM, "role": "developer"}, USER, ANSWER, USER]
    assert list(schema.faults("openai/rft", record)) == []


def test_a_name_stays_on_the_answer_of_a_tool_where_the_target_reads_it() -> None:
    talk = Conversation([USER, CALLING, RESULT, ANSWER])

    names = [rendered(talk, target)["messages"][2].get("name") for target in ("openai", "trl")]

    assert names == [None, "f"]


def test_thoughts_in_a_field_are_no_reason_to_refuse_a_record() -> None:
    thinking = Conversation([USER, {**ANSWER, "reasoning_content": "hm"}])

    record = rendered(thinking, "together", reasoning="field")

    assert record["messages"] == [USER, {**ANSWER, "reasoning_content": "hm"}]
