"""The samples are the definitions' contract."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dataprep import schema
from dataprep.converter import definition
from dataprep.converter.convert import convert
from dataprep.resources import folder

SAMPLES = Path(str(folder("samples/converters")))
NAMES = definition.names()


def records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def test_every_format_has_samples() -> None:
    assert sorted(path.name for path in SAMPLES.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_recognised_and_converts_as_expected(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    report = convert([str(SAMPLES / name / "input.jsonl")], to=str(out))

    assert (report.format, report.rejected) == (name, {})
    assert records(out) == records(SAMPLES / name / "expected.jsonl")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_sample_becomes_is_accepted_by_the_provider(name: str) -> None:
    for record in records(SAMPLES / name / "expected.jsonl"):
        assert list(schema.faults("openai/sft", record)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_meets_its_schema_and_its_shape(name: str) -> None:
    assert (
        schema.hand_written_fault("dataprep/converter", tomllib.loads(definition.text(name)))
        is None
    )
    assert definition.built_in(name).bound()


@pytest.mark.parametrize(("name", "shape"), [("sharegpt", "turns"), ("alpaca", "fields")])
def test_the_schema_allows_the_fields_of_a_shape_and_no_others(name: str, shape: str) -> None:
    made: Any = definition.built_in(name).bound()
    rules = schema.document("dataprep/converter")["allOf"]
    keys = next(
        rule["then"]["properties"]["map"]["properties"]
        for rule in rules
        if rule["if"]["properties"]["shape"]["const"] == shape
    )

    assert set(keys) == {field.name for field in dataclasses.fields(made)}
