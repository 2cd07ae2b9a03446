"""Tools and calls as data sets write them, in OpenAI's form."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep.converter.calls import calls, linked
from dataprep.converter.shape import Message, Unconvertible
from dataprep.converter.tools import definitions, named

FUNCTION = {"name": "f", "description": "d", "parameters": {"type": "object", "properties": {}}}
TOOL = {"type": "function", "function": FUNCTION}


def call(name: str, id_: str = "") -> dict[str, Any]:
    return {"id": id_, "type": "function", "function": {"name": name, "arguments": "{}"}}


def asks(*called: dict[str, Any]) -> Message:
    return {"role": "assistant", "content": None, "tool_calls": list(called)}


def answers(content: str, **more: str) -> Message:
    return {"role": "tool", "content": content, **more}


@pytest.mark.parametrize(
    "value",
    [
        [TOOL],
        [FUNCTION],
        FUNCTION,
        '[{"name": "f", "description": "d", "parameters": {"type": "object", "properties": {}}}]',
        "[{'name': 'f', 'description': 'd', 'parameters': {'type': 'dict', 'properties': {}}}]",
        [str(TOOL)],
        [{**FUNCTION, "returns": {"type": "str"}, "strict": None}],
    ],
)
def test_tools_of_any_form_get_the_form_of_openai(value: Any) -> None:
    assert definitions(value) == [TOOL]


@pytest.mark.parametrize("value", [None, "", " ", "[]", []])
def test_no_tools_are_none(value: Any) -> None:
    assert definitions(value) is None


@pytest.mark.parametrize("value", ["{", {"x": 1}, ["f"], [5], "five"])
def test_what_defines_no_tools_rejects_the_row(value: Any) -> None:
    with pytest.raises(Unconvertible, match="broken-tools"):
        definitions(value)


@pytest.mark.parametrize(
    ("parameters", "repaired"),
    [
        ({"type": "dict", "properties": {}}, {"type": "object", "properties": {}}),
        ({"properties": {}}, {"type": "object", "properties": {}}),
        (
            {
                "x": {"type": "int"},
                "y": {"type": "str, optional"},
                "z": {"type": "any", "default": 1},
            },
            {
                "type": "object",
                "properties": {
                    "x": {"type": "integer"},
                    "y": {"type": "string"},
                    "z": {"default": 1},
                },
                "required": ["x"],
            },
        ),
        (
            {"type": "object", "properties": {"l": {"type": "List[Tuple[int, str]]"}}},
            {
                "type": "object",
                "properties": {"l": {"type": "array", "items": {"type": "array"}}},
            },
        ),
        (
            {"type": "object", "properties": {"l": {"type": "list", "items": {"type": "float"}}}},
            {
                "type": "object",
                "properties": {"l": {"type": "array", "items": {"type": "number"}}},
            },
        ),
        (
            {"type": "object", "properties": {"type": {"type": "Optional[bool]"}}},
            {"type": "object", "properties": {"type": {"type": "boolean"}}},
        ),
    ],
)
def test_parameters_become_json_schema(parameters: Any, repaired: Any) -> None:
    [tool] = definitions([{"name": "f", "parameters": parameters}]) or ()

    assert tool["function"]["parameters"] == repaired


def test_a_requirement_beside_the_parameters_goes_into_them() -> None:
    parameters = {"type": "object", "properties": {"x": {"type": "string"}}}

    [tool] = definitions([{"name": "f", "parameters": parameters, "required": ["x"]}]) or ()

    assert tool["function"] == {"name": "f", "parameters": {**parameters, "required": ["x"]}}


def test_names_that_openai_refuses_are_changed_in_tools_and_calls_alike() -> None:
    given = definitions([{"name": "get time"}, {"name": "get.time"}, {"name": "get_time"}]) or []

    tools, messages, changed = named(given, [asks(call("get.time", "1"))])

    assert changed
    assert [tool["function"]["name"] for tool in tools] == ["get_time_2", "get_time_3", "get_time"]
    assert messages == [asks(call("get_time_3", "1"))]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ('{ "x": 1 }', '{ "x": 1 }'),
        ({"x": "é", "y": [1, 2]}, '{"x":"é","y":[1,2]}'),
        (None, "{}"),
        ("", "{}"),
    ],
)
def test_arguments_are_the_own_text_of_the_source_or_compact_json(
    arguments: Any, text: str
) -> None:
    [made] = calls({"name": "f", "arguments": arguments})

    assert made["function"] == {"name": "f", "arguments": text}


@pytest.mark.parametrize(
    "value",
    [
        "text",
        [5],
        {"arguments": {}},
        {"name": "f", "arguments": "{"},
        {"name": "f", "arguments": [1]},
    ],
)
def test_what_is_no_call_rejects_the_row(value: Any) -> None:
    with pytest.raises(Unconvertible, match="broken-tool-call"):
        calls(value)


def test_missing_ids_are_nine_letters_and_digits_made_from_the_row() -> None:
    messages = [asks(call("f"), call("f")), answers("1"), answers("2")]

    once = linked(messages, {"row": 1})
    again = linked(messages, {"row": 1})
    other = linked(messages, {"row": 2})

    ids = [made["id"] for made in once[0]["tool_calls"]]
    assert once == again
    assert once[0] != other[0]
    assert len(set(ids)) == 2
    assert all(len(id_) == 9 and id_.isalnum() and id_.isascii() for id_ in ids)
    assert [answer["tool_call_id"] for answer in once[1:]] == ids


def test_ids_of_the_source_stay() -> None:
    messages = [asks(call("f", "call-1")), answers("1", tool_call_id="call-1")]

    assert linked(messages, {}) == messages


def test_an_answer_belongs_to_the_call_of_its_name() -> None:
    messages = [asks(call("f", "1"), call("g", "2")), answers("g!", name="g"), answers("f!")]

    found = linked(messages, {})

    assert [answer["tool_call_id"] for answer in found[1:]] == ["2", "1"]


def test_one_text_that_lists_an_answer_for_each_call_is_split() -> None:
    said = '[{"name": "g", "content": {"x": 1}}, "plain"]'

    messages = linked([asks(call("f", "1"), call("g", "2")), answers(said)], {})

    assert messages[1:] == [
        answers('{"x":1}', tool_call_id="2", name="g"),
        answers("plain", tool_call_id="1"),
    ]


def test_an_answer_to_no_call_gets_no_id() -> None:
    assert linked([answers("1")], {}) == [answers("1")]


def test_a_tool_that_is_said_again_is_there_once_and_two_of_one_name_are_refused() -> None:
    tool = {"name": "f", "parameters": {"type": "object"}}

    assert len(definitions([tool, {"name": "g"}, tool]) or ()) == 2
    with pytest.raises(Unconvertible, match="doubled-tool"):
        definitions([tool, {"name": "f"}])
