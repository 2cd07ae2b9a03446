"""Schemas are the one truth: valid themselves, and read alike by both validators."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest
from referencing import Registry, Resource

from dataprep import schema
from dataprep.resources import folder

SAMPLES = Path(str(folder("samples")))
METHODS = ("openai/sft", "openai/dpo", "openai/rft")
OTHERS = ("fireworks/sft", "mistral/sft", "together/dpo", "together/sft", "trl/sft")


def schema_names() -> list[str]:
    """The name of every schema: its folder and its file."""
    files = Path(str(folder("schemas"))).glob("*/*.schema.json")
    return sorted(f"{file.parent.name}/{file.name.removesuffix('.schema.json')}" for file in files)


def raw(name: str) -> dict[str, Any]:
    text = folder("schemas").joinpath(f"{name}.schema.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def sample_values() -> list[Any]:
    """Every line of every sample that is JSON."""
    values = []
    for path in sorted(chain(SAMPLES.rglob("*.jsonl"))):
        for line in path.read_bytes().split(b"\n"):
            try:
                values.append(orjson.loads(line))
            except orjson.JSONDecodeError:
                continue
    return values


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_meets_its_metaschema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(raw(name))


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_named_by_its_place(name: str) -> None:
    assert raw(name)["$id"] == f"{schema.URN}{name}"


@pytest.mark.parametrize("name", METHODS + OTHERS)
def test_both_validators_give_the_same_verdict_on_every_sample(name: str) -> None:
    reference = jsonschema.Draft202012Validator(schema.document(name))

    for value in sample_values():
        assert schema.accepts(name)(value) is reference.is_valid(value), value


@pytest.mark.parametrize("name", METHODS)
def test_putting_references_in_place_changes_no_verdict(name: str) -> None:
    resources = [(f"{schema.URN}{n}", Resource.from_contents(raw(n))) for n in schema_names()]
    registry: Registry[Any] = Registry().with_resources(resources)
    untouched = jsonschema.Draft202012Validator(raw(name), registry=registry)

    for value in sample_values():
        assert schema.accepts(name)(value) is untouched.is_valid(value), value


@pytest.mark.parametrize("name", METHODS)
def test_a_value_has_faults_exactly_when_it_is_not_accepted(name: str) -> None:
    for value in sample_values():
        assert schema.accepts(name)(value) is not any(schema.faults(name, value)), value


def test_faults_point_at_the_place_and_name_the_key() -> None:
    record = {"messages": [{"role": "user", "content": 3, "id": 7}, {"role": "User"}], "x": 1}

    found = {(fault.at, fault.keyword, fault.key) for fault in schema.faults("openai/sft", record)}

    assert found == {
        ("/messages/0/content", "type", None),
        ("/messages/0/id", "additionalProperties", "id"),
        ("/messages/1/role", "enum", None),
        ("/x", "additionalProperties", "x"),
    }


def test_two_missing_keys_are_two_faults() -> None:
    record = {"messages": [{"role": "tool"}]}

    found = [(fault.at, fault.key) for fault in schema.faults("openai/sft", record)]

    assert sorted(found) == [("/messages/0", "content"), ("/messages/0", "tool_call_id")]


def test_the_reference_validator_stands_in_with_the_same_faults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = {"messages": [{"role": "tool", "content": []}], "tools": 3}
    fast = set(map(str, schema.faults("openai/sft", record)))
    monkeypatch.setitem(__import__("sys").modules, "jsonschema_rs", None)
    schema._validator.cache_clear()  # noqa: SLF001 — what is compiled stays for the process

    slow = set(map(str, schema.faults("openai/sft", record)))
    schema._validator.cache_clear()  # noqa: SLF001

    assert slow == fast


def test_what_a_person_wrote_is_explained_in_one_line() -> None:
    said = schema.hand_written_fault("chat/message", {"role": "tool", "content": "x"})

    assert said == "the file: 'tool_call_id' is a required property"


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("text", ["", " ", "x", "\n", "0", "null", "a" * 70_000, "é\u0000"])
@pytest.mark.parametrize("roles", ["user", "user assistant", "system user assistant", "bot"])
def test_of_a_plain_record_the_roles_decide_and_not_what_the_texts_say(
    name: str, text: str, roles: str
) -> None:
    def accepted(said: str) -> bool:
        messages = [{"role": role, "content": said} for role in roles.split()]
        return schema.accepts(name)({"messages": messages})

    assert accepted(text) == accepted("Hello.")
