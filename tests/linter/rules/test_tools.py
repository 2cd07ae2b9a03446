"""The rules about tool calls: what they find beyond their samples, and what they leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep.linter.testing import check
from tool_records import SAID, USER, answer, call, calling, record, tool


def pair(messages: list[Any], preferred: Any, other: Any) -> Any:
    given = {"messages": messages, "tools": [tool()]}
    return {"input": given, "preferred_output": [preferred], "non_preferred_output": [other]}


ONE_CALL = (calling(call("a")), answer("a"), SAID)

EXCHANGES = {
    "answered": (ONE_CALL, {}),
    "content is null": ((calling(call("a"), content=None), answer("a"), SAID), {}),
    "two calls, answered in the other order": (
        (calling(call("a"), call("b")), answer("b"), answer("a"), SAID),
        {},
    ),
    "a last call": ((calling(call("a")),), {}),
    "a last call after an answered one": ((*ONE_CALL, USER, calling(call("b"))), {}),
    "an id that comes back": (
        (*ONE_CALL, USER, *ONE_CALL),
        {"DP304": ["/messages/5/tool_calls/0/id"]},
    ),
    "no answer before the next turn": (
        (calling(call("a")), USER, SAID),
        {"DP301": ["/messages/1/tool_calls/0"]},
    ),
    "an id that comes back and is not answered the second time": (
        (*ONE_CALL, USER, calling(call("a")), USER, SAID),
        {"DP301": ["/messages/5/tool_calls/0"], "DP304": ["/messages/5/tool_calls/0/id"]},
    ),
    "one of two calls without an answer": (
        (calling(call("a"), call("b")), answer("a"), SAID),
        {"DP301": ["/messages/1/tool_calls/1"]},
    ),
    "a wrong id is one fault, not two": (
        (calling(call("call_abc")), answer("call_abd"), SAID),
        {"DP302": ["/messages/2/tool_call_id"]},
    ),
    "an answer before its call": (
        (answer("a"), calling(call("a")), USER, SAID),
        {"DP302": ["/messages/1/tool_call_id"]},
    ),
    "an answer before its call, and one with a wrong id": (
        (answer("a"), calling(call("a"), call("b")), answer("x"), SAID),
        {"DP302": ["/messages/1/tool_call_id", "/messages/3/tool_call_id"]},
    ),
    "an answer without any call": ((answer("a"), SAID), {"DP302": ["/messages/1/tool_call_id"]}),
    "a doubled id is one fault, not two": (
        (calling(call("a"), call("a")), answer("a"), SAID),
        {"DP303": ["/messages/1/tool_calls/1/id"]},
    ),
    "a doubled id with two answers": (
        (calling(call("a"), call("a")), answer("a"), answer("a"), SAID),
        {"DP303": ["/messages/1/tool_calls/1/id"]},
    ),
    "two answers": (
        (calling(call("a")), answer("a"), answer("a"), SAID),
        {"DP305": ["/messages/3/tool_call_id"]},
    ),
    "blank ids": (
        (calling(call(" ")), answer(""), SAID),
        {"DP306": ["/messages/1/tool_calls/0/id", "/messages/2/tool_call_id"]},
    ),
    "a user message before the answer": (
        (calling(call("a")), USER, answer("a"), SAID),
        {"DP326": ["/messages/3"]},
    ),
    "the answers of two turns, joined": (
        (calling(call("a")), calling(call("b")), answer("a"), answer("b"), SAID),
        {"DP326": ["/messages/3"]},
    ),
}


@pytest.mark.parametrize(("messages", "found"), EXCHANGES.values(), ids=EXCHANGES)
def test_calls_and_answers_belong_together(messages: Any, found: dict[str, list[str]]) -> None:
    codes = ("DP301", "DP302", "DP303", "DP304", "DP305", "DP306", "DP326")
    pointers = {
        code: [finding.pointer for finding in check(code, record(*messages))] for code in codes
    }

    assert {code: at for code, at in pointers.items() if at} == found


def test_the_input_of_a_pair_may_end_with_answered_calls() -> None:
    given = pair([USER, calling(call("a")), answer("a")], SAID, calling(call("b")))

    assert not check("DP301", given)
    assert not check("DP302", given)


ARGUMENTS = [
    ('{"station": "Basel"}', {}),
    ('{"station":"Basel","minutes":null,"class":"first","via":[{"name":"Olten"}]}', {}),
    ('{"station": "Basel", "minutes": 5.0}', {}),
    ("{}", {"DP311": "'next_train' requires 'station', which is missing"}),
    (
        '{"station": "Basel", "via": [{}]}',
        {"DP311": "'next_train' requires 'name', which is missing, inside 'via.0'"},
    ),
    (
        '{"station": "Basel", "statoin": "Bern"}',
        {"DP312": "'next_train' has no argument 'statoin'; did you mean 'station'?"},
    ),
    (
        '{"station": "Basel", "via": [{"name": "Olten", "x": 1}]}',
        {"DP312": "'next_train' has no argument 'via.0.x'"},
    ),
    (
        '{"station": 4}',
        {"DP313": "argument 'station' is a number, where the tool takes a string"},
    ),
    (
        '{"station": "Basel", "minutes": "4"}',
        {"DP313": "argument 'minutes' is a string, where the tool takes a whole number or null"},
    ),
    (
        '{"station": "Basel", "class": "third"}',
        {"DP313": "argument 'class' is 'third', none of [\"first\", \"second\"]"},
    ),
    ("", {"DP308": "the arguments are blank, not '{}'"}),
    (
        '{"station": NaN}',
        {"DP308": "the arguments '{\"station\": NaN}' are not JSON: unexpected character, "},
    ),
    ("{'station': 'Basel'}", {"DP308": "the arguments '{'station': 'Basel'}' are not JSON: "}),
    ('"{\\"station\\": \\"Basel\\"}"', {"DP309": "the arguments are encoded as JSON twice"}),
    ('["Basel"]', {"DP310": "the arguments are an array, not an object"}),
    ("null", {"DP310": "the arguments are null, not an object"}),
    ('"Basel"', {"DP310": "the arguments are a string, not an object"}),
]
ARGUMENT_CODES = ("DP308", "DP309", "DP310", "DP311", "DP312", "DP313")


@pytest.mark.parametrize(("arguments", "found"), ARGUMENTS)
def test_arguments_are_what_the_tool_takes(arguments: str, found: dict[str, str]) -> None:
    given = record(calling(call("a", arguments)))
    messages = {
        finding.code: finding.message[: len(found.get(finding.code, "")) or None]
        for code in ARGUMENT_CODES
        for finding in check(code, given)
    }

    assert messages == found


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ('{"station": "Basel", "station": "Bern"}', "station"),
        ('{"via": [{"name": "Olten", "name": "Thun"}]}', "name"),
        ('{"station": "Basel", "via": [{"station": "Thun"}]}', ""),
        ('{"station": "Basel", "station": ', ""),
        ("[1, 2]", ""),
    ],
)
def test_an_argument_is_given_once(arguments: str, key: str) -> None:
    found = check("doubled-argument", record(calling(call("a", arguments))))

    assert [f.message for f in found] == ([f"argument '{key}' is given twice"] if key else [])


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        (['{"station": "Bern"}', '{"station":"Bern"}'], ["/messages/1/tool_calls/1"]),
        (['{"station": "Bern"}', '{"station": "Basel"}'], []),
        (["{}", "{}", "{}"], ["/messages/1/tool_calls/1", "/messages/1/tool_calls/2"]),
        (["1", "true"], []),
    ],
)
def test_a_call_is_made_once_a_turn(calls: list[str], expected: list[str]) -> None:
    made = calling(*[call(f"{number}", given) for number, given in enumerate(calls)])

    assert [f.pointer for f in check("repeated-call", record(made))] == expected
    again = [calling(call(f"{number}", given)) for number, given in enumerate(calls)]
    assert not check("repeated-call", record(*again))


def test_a_mistake_on_purpose_is_left_alone() -> None:
    wrong = calling(call("a", '{"x": 1}', "next_bus"))
    shown = record(wrong | {"weight": 0}, answer("a"), SAID)
    worse = pair([USER], calling(call("b")), wrong)

    for code in ("DP311", "DP312", "DP313", "DP314"):
        assert not check(code, shown)
        assert not check(code, worse)


@pytest.mark.parametrize(
    ("parameters", "arguments", "found"),
    [
        (None, "{}", 0),
        (None, '{"x": 1}', 1),
        ({}, '{"x": 1}', 0),
        ({"type": "object"}, '{"x": 1}', 0),
        ({"type": "object", "properties": {}}, '{"x": 1}', 1),
        ({"type": "object", "properties": {}, "additionalProperties": True}, '{"x": 1}', 0),
        ({"type": "object", "properties": {}, "additionalProperties": False}, '{"x": 1}', 1),
        ({"type": "object", "properties": {}, "allOf": [{"$ref": "#/$defs/x"}]}, '{"x": 1}', 0),
    ],
)
def test_an_argument_must_be_declared_where_arguments_are(
    parameters: Any, arguments: str, found: int
) -> None:
    defined = tool(parameters=parameters)
    if parameters is None:
        del defined["function"]["parameters"]

    given = record(calling(call("a", arguments)), tools=[defined])

    assert len(check("DP312", given)) == found


def test_a_schema_that_cannot_be_used_allows_everything() -> None:
    far = {"properties": {"station": {"$ref": "https://example.com/far.json"}}}
    given = record(calling(call("a", '{"station": 4}')), tools=[tool(parameters=far)])

    assert not check("DP313", given)


@pytest.mark.parametrize(
    ("tools", "name", "message"),
    [
        ([tool()], "next_train", None),
        ([tool()], "next_trian", "'next_trian' is not defined; did you mean 'next_train'?"),
        ([tool()], "weather", "'weather' is not defined; defined: next_train"),
        ([], "weather", None),
    ],
)
def test_a_call_names_a_defined_tool(tools: Any, name: str, message: str | None) -> None:
    found = check("undefined-tool", record(calling(call("a", name=name)), tools=tools))

    assert [finding.message for finding in found] == ([f"tool {message}"] if message else [])


def test_older_functions_are_definitions_too() -> None:
    legacy = {"name": "next_bus", "arguments": "{x}"}
    given = {
        "messages": [USER, {"role": "assistant", "function_call": legacy}],
        "functions": [{"name": "next_train"}, {"name": "next_train"}],
    }

    found = {code: check(code, given) for code in ("DP308", "DP314", "DP316", "DP320", "DP321")}

    assert {code: [finding.pointer for finding in each] for code, each in found.items()} == {
        "DP308": ["/messages/1/function_call/arguments"],
        "DP314": ["/messages/1/function_call/name"],
        "DP316": ["/functions/1/name"],
        "DP320": ["/functions"],
        "DP321": ["/messages/1/function_call"],
    }


def test_a_graders_key_named_functions_is_no_definition() -> None:
    given = {"messages": [USER], "functions": [1, {"name": 2}]}

    assert not check("DP316", given, given, target="openai/rft")
