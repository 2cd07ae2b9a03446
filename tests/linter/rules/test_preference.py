"""The rules about preference pairs and graders' fields, beyond their samples."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep.linter.testing import check

USER = {"role": "user", "content": "Which element is liquid?"}


def said(text: Any, **more: Any) -> Any:
    return {"role": "assistant", "content": text, **more}


def calling(arguments: str, identity: str = "call_1") -> Any:
    function = {"name": "look_up", "arguments": arguments}
    call = {"id": identity, "type": "function", "function": function}
    return {"role": "assistant", "tool_calls": [call]}


def pair(preferred: Any, other: Any, *messages: Any) -> Any:
    return {
        "input": {"messages": list(messages) or [USER]},
        "preferred_output": [preferred],
        "non_preferred_output": [other],
    }


def item(**fields: Any) -> Any:
    return {"messages": [USER], **fields}


@pytest.mark.parametrize(
    ("preferred", "other", "found"),
    [
        (said("Mercury."), said("Iron."), set()),
        (said("Mercury."), said("Mercury."), {"DP801"}),
        (said("Mercury."), said([{"type": "text", "text": "Mercury."}]), {"DP801"}),
        (said("Mercury."), said("Mercury.", name="b"), {"DP801"}),
        (said("Mercury."), said(" mercury"), {"DP802"}),
        (said("Mercury is it."), said("Mercury is  it!\n"), {"DP802"}),
        (said("1.5"), said("15"), set()),
        (said("In C"), said("In C++"), set()),
        (said("👍"), said("👎"), set()),
        (said("水銀"), said("鉄"), set()),
        (calling("{}"), calling("{}", "call_2"), {"DP801"}),
        (calling('{"x": 1}'), calling('{"x": 2}'), set()),
        (calling("{}"), said("I look it up."), set()),
        (said("", refusal="No."), said("No."), {"DP801"}),
    ],
)
def test_the_outputs_of_a_pair_differ(preferred: Any, other: Any, found: set[str]) -> None:
    given = pair(preferred, other)

    assert {code for code in ("DP801", "DP802") if check(code, given)} == found


@pytest.mark.parametrize(
    ("messages", "found"),
    [
        ([USER], []),
        ([USER, said("Iron."), USER], []),
        (
            [USER, calling("{}"), {"role": "tool", "tool_call_id": "call_1", "content": "Hg"}],
            [],
        ),
        ([USER, said("Iron.")], ["/input/messages/1"]),
        ([said("Ask me.")], ["/input/messages/0"]),
    ],
)
def test_an_input_ends_with_what_is_to_be_answered(messages: Any, found: list[str]) -> None:
    given = pair(said("Mercury."), said("Lead."), *messages)

    assert [finding.pointer for finding in check("DP803", given)] == found


@pytest.mark.parametrize(
    ("lengths", "message"),
    [
        ([(20 + n, 10) for n in range(50)], "longer answer is preferred in 100% of 50 pairs"),
        ([(10, 20 + n) for n in range(50)], "shorter answer is preferred in 100% of 50 pairs"),
        ([(20, 10)] * 50, None),
        ([(20 + n, 10) for n in range(49)], None),
        ([(10, 10)] * 50, None),
        ([(20, 10), (10, 20)] * 25, None),
    ],
)
def test_length_alone_must_not_decide(lengths: Any, message: str | None) -> None:
    pairs = [pair(said("a" * one), said("b" * other)) for one, other in lengths]

    found = [finding.message for finding in check("DP805", *pairs)]

    assert len(found) == (message is not None)
    assert not message or message in found[0]


def test_pairs_that_contradict_each_other_are_found_by_what_they_say() -> None:
    one, swapped = pair(said("A."), said("B.")), pair(said("B."), said("A."))
    elsewhere = pair(said("B."), said("A."), {"role": "user", "content": "Another question?"})

    found = check("DP806", one, one, elsewhere, swapped)

    assert [(each.line, each.message) for each in found] == [(4, "line 1 prefers the other answer")]
    assert not check("DP806", pair(said("A."), said("A.")), pair(said("A."), said("A.")))


@pytest.mark.parametrize(
    ("last", "missing", "changing"),
    [
        (item(answer=3, hint="x"), [], []),
        (item(), ["no field 'answer', which 11 of 12 records have"], []),
        (item(answer="3"), [], ["a string, where 11 records have a number"]),
        (item(answer=None), [], ["null, where 11 records have a number"]),
        (item(answer=1.5), [], []),
    ],
)
def test_graders_find_the_same_fields_everywhere(
    last: Any, missing: list[str], changing: list[str]
) -> None:
    records = [*[item(answer=number) for number in range(11)], last]

    found = {
        code: [each.message for each in check(code, *records, target="openai/rft")]
        for code in ("DP808", "DP810")
    }

    assert found == {"DP808": missing, "DP810": changing}


def test_a_field_that_many_records_lack_is_optional() -> None:
    records = [item(answer=1, hint="x"), item(answer=1)] * 6

    assert not check("DP808", *records, target="openai/rft")


@pytest.mark.parametrize(
    ("key", "found"),
    [("answer", 0), ("Antwort_2", 0), ("réponse", 0), ("a-b", 0), ("a b", 1), ("a.b", 1), ("", 1)],
)
def test_a_template_can_name_each_field(key: str, found: int) -> None:
    assert len(check("DP811", item(**{key: 1}), item(**{key: 2}), target="openai/rft")) == found


def test_a_field_of_any_name_may_hold_anything() -> None:
    odd = item(input="x", functions=3, parallel_tool_calls=False, weight=0)

    for code in ("DP320", "DP322", "DP323", "DP812"):
        assert not check(code, odd, odd, target="openai/rft")
