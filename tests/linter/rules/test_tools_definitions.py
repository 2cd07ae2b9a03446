"""The rules about the definitions of tools, beyond their samples."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep.linter.testing import check
from tool_records import PARAMETERS, SAID, call, calling, record, tool


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        (PARAMETERS, None),
        ({}, None),
        ({"type": "object", "properties": {"x": {"type": ["string", "null"]}}}, None),
        ({"properties": {"x": {"exclusiveMinimum": True, "minimum": 0}}}, None),
        ({"properties": {"x": {"type": "array", "items": [{"type": "string"}]}}}, None),
        ({"properties": {"x": {"nullable": True, "example": 3}}}, None),
        ({"$ref": "https://example.com/far.json"}, None),
        ({"$ref": "#/nowhere"}, "/$ref"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "object"}}}, None),
        ({"properties": {"x": {"$ref": "#/$defs/a"}}}, "/properties/x/$ref"),
        ({"properties": {"x": {"$ref": "#"}}}, None),
        ({"properties": {"x": {"pattern": "[a-"}}}, "/properties/x/pattern"),
        ({"properties": {"x": {"pattern": "^\\p{L}+(?<n>a)$"}}}, None),
        ({"properties": {"x": {"enum": []}}}, "/properties/x/enum"),
        ({"properties": {"enum": {"type": "string"}}}, None),
        ({"x": {"type": "string"}}, "/x"),
        ({"x": {"type": "string"}, "description": "d"}, None),
        ({"$schema": "https://example.com/own", "type": "object"}, None),
        ({"properties": {"x": {"type": "float"}}}, "/properties/x/type"),
        ({"properties": {"x": {"type": "string", "required": True}}}, "/properties/x/required"),
        ({"properties": {"x": {"enum": "a, b"}}}, "/properties/x/enum"),
        ({"properties": {"a/b": {"minLength": -1}}}, "/properties/a~1b/minLength"),
    ],
)
def test_parameters_are_json_schema(parameters: Any, place: str | None) -> None:
    found = check("malformed-parameters", record(SAID, tools=[tool(parameters=parameters)]))

    at = "/tools/0/function/parameters"
    assert [finding.pointer for finding in found] == ([at + place] if place else [])


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("dict", "write 'object'"),
        ("str", "write 'string'"),
        ("Int", "write 'integer'"),
        ("strng", "did you mean 'string'?"),
    ],
)
def test_a_type_of_a_program_is_told_with_that_of_json(name: str, hint: str) -> None:
    for given in (name, [name, "null"]):
        parameters = {"properties": {"x": {"type": given}}}
        (found,) = check("malformed-parameters", record(SAID, tools=[tool(parameters=parameters)]))

        assert found.message == f"the type '{name}' is not known to JSON Schema; {hint}"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "array"}, 1),
        ({"type": "array", "items": {"type": "array"}}, 1),
        ({"type": "array", "items": {}}, 0),
        ({"type": "array", "prefixItems": [{}]}, 0),
        ({"type": ["array", "null"]}, 0),
    ],
)
def test_an_array_says_what_it_holds(schema: Any, expected: int) -> None:
    given = record(SAID, tools=[tool(parameters={"properties": {"x": schema}})])

    assert len(check("open-array", given)) == expected


STRICT = {
    "type": "object",
    "properties": {
        "stop": {"type": "object", "properties": {}, "additionalProperties": False},
    },
    "required": ["stop"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("parameters", "places"),
    [
        (STRICT, []),
        (STRICT | {"required": []}, [""]),
        (STRICT | {"additionalProperties": True}, [""]),
        (
            STRICT | {"properties": {"stop": {"type": "object", "properties": {}}}},
            ["/properties/stop"],
        ),
    ],
)
def test_strict_parameters_are_closed(parameters: Any, places: list[str]) -> None:
    found = check("DP325", record(SAID, tools=[tool(parameters=parameters, strict=True)]))

    at = "/tools/0/function/parameters"
    assert [finding.pointer for finding in found] == [at + place for place in places]
    assert not check("DP325", record(SAID, tools=[tool(parameters=parameters, strict=False)]))


def test_a_requirement_may_be_declared_elsewhere() -> None:
    either = {"anyOf": [{"required": ["x"]}], "properties": {"y": {}}, "required": ["x"]}
    nested = {"properties": {"x": {"properties": {"y": {}}, "required": ["y", "z"]}}}

    assert not check("DP319", record(SAID, tools=[tool(parameters=either)]))
    (found,) = check("DP319", record(SAID, tools=[tool(parameters=nested)]))
    assert found.pointer == "/tools/0/function/parameters/properties/x/required/1"


def test_each_undescribed_tool_is_named_once() -> None:
    blank = tool("b", description=" ")
    given = [record(SAID, tools=[tool(), blank]), record(SAID, tools=[blank])]

    found = check("DP322", *given)

    assert [(finding.line, finding.message) for finding in found] == [
        (1, "tool 'next_train' has no description"),
        (1, "tool 'b' has no description"),
    ]


def test_the_name_of_a_call_and_the_number_of_tools_are_the_schemas() -> None:
    named = record(calling(call("a", name="trains.next")))
    many = record(SAID, tools=[tool(f"t{number}") for number in range(129)])

    (name,) = check("malformed-name", named)
    (number,) = check("too-many-items", many)

    assert (name.pointer, number.pointer) == (
        "/messages/1/tool_calls/0/function/name",
        "/tools",
    )


def test_a_tool_is_uncalled_where_no_record_calls_it() -> None:
    two = [tool("walk"), tool("swim")]
    rest = [record(SAID, tools=two) for _ in range(49)]

    walks = record(calling(call("a", name="walk")), tools=two)
    swims = record(calling(call("a", name="swim")), tools=[tool("swim")])

    assert [f.message[:11] for f in check("DP317", walks, *rest)] == ["tool 'swim'"]
    assert not check("DP317", walks, swims, *rest)
    assert not check("DP317", walks, *rest[:-1])
