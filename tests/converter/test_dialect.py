"""How each target spells one and the same record."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dataprep.converter.dialect import dialect
from dataprep.converter.shape import Unconvertible

CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
USER = {"role": "user", "content": "u"}
TOOL = {"role": "tool", "content": "t", "tool_call_id": "call_1"}
ANSWER = {"role": "assistant", "content": "a"}
CALLING = {"role": "assistant", "content": None, "tool_calls": [CALL]}
RECORD = {"messages": [USER, CALLING, TOOL, ANSWER]}


def spelt(target: str, record: Any, method: str = "sft") -> tuple[Any, set[str]]:
    return dialect(target, {}).spelt(record, method)


@pytest.mark.parametrize("target", ["openai", "azure", "local", "nebius", "fireworks", "together"])
def test_a_plain_record_stays_as_it_is(target: str) -> None:
    assert spelt(target, RECORD) == (RECORD, set())


def test_mistral_gets_ids_of_nine_letters_and_digits_the_same_in_call_and_answer() -> None:
    record, changes = spelt("mistral", RECORD)
    call, answer = record["messages"][1]["tool_calls"][0], record["messages"][2]

    assert re.fullmatch("[A-Za-z0-9]{9}", call["id"])
    assert answer["tool_call_id"] == call["id"]
    assert changes == {"call-ids-rewritten"}
    assert spelt("mistral", RECORD)[0] == record


def test_an_id_that_fits_stays() -> None:
    record = {
        "messages": [
            USER,
            {**CALLING, "tool_calls": [{**CALL, "id": "Basel1405"}]},
            {**TOOL, "tool_call_id": "Basel1405"},
            ANSWER,
        ]
    }

    assert spelt("mistral", record) == (record, set())


def test_trl_gets_arguments_as_objects() -> None:
    record, _ = spelt("trl", RECORD)

    assert record["messages"][1]["tool_calls"][0]["function"]["arguments"] == {"a": 1}


def test_trl_gets_no_weights() -> None:
    record, changes = spelt("trl", {"messages": [USER, {**ANSWER, "weight": 0}, USER, ANSWER]})

    assert record["messages"] == [USER, ANSWER, USER, ANSWER]
    assert changes == {"weight-dropped"}


def test_together_gets_contents_of_one_form() -> None:
    parts = [{"type": "text", "text": "u"}]

    assert spelt("together", {"messages": [{**USER, "content": parts}, ANSWER]}) == (
        {
            "messages": [
                {**USER, "content": parts},
                {**ANSWER, "content": [{"type": "text", "text": "a"}]},
            ]
        },
        {"text-in-parts"},
    )


@pytest.mark.parametrize(
    ("target", "kept"), [("openai", True), ("azure", True), ("together", False), ("trl", False)]
)
def test_developers_and_parallel_calls_stay_where_they_are_known(
    target: str, *, kept: bool
) -> None:
    developer = {"role": "developer", "content": "d"}
    given = {"messages": [developer, USER, ANSWER], "parallel_tool_calls": False}
    system = {"role": "system", "content": "d"}

    record, changes = spelt(target, given)

    assert record == (given if kept else {"messages": [system, USER, ANSWER]})
    assert changes == (set() if kept else {"developer-renamed", "parallel-tool-calls-dropped"})


def test_a_pair_is_spelt_as_a_whole() -> None:
    developer = {"role": "developer", "content": "d"}
    given = {
        "input": {"messages": [developer, USER], "parallel_tool_calls": True},
        "preferred_output": [ANSWER],
        "non_preferred_output": [{**ANSWER, "content": "b"}],
    }

    record, _ = spelt("together", given, "dpo")

    assert record["input"]["messages"] == [{"role": "system", "content": "d"}, USER]
    assert record["preferred_output"] == [ANSWER]


@pytest.mark.parametrize(
    ("target", "content"),
    [
        ("together", [{"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}]),
        ("openai", []),
    ],
)
def test_what_the_schema_does_not_take_is_rejected(target: str, content: Any) -> None:
    with pytest.raises(Unconvertible, match="not-a-record"):
        spelt(target, {"messages": [{**USER, "content": content}, ANSWER]})
