"""The samples are the definitions' contract."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dataprep import plugins, schema
from dataprep.converter import definition
from dataprep.converter.convert import convert
from dataprep.converter.detect import candidates
from dataprep.converter.shape import GROUP
from dataprep.resources import folder

SAMPLES = Path(str(folder("samples/converters")))
NAMES = definition.names()


def records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def test_every_format_has_samples() -> None:
    assert sorted(path.name for path in SAMPLES.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_converts_as_expected(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    report = convert([str(SAMPLES / name / "input.jsonl")], to=str(out), format=name)

    assert report.rejected == {}
    assert records(out) == records(SAMPLES / name / "expected.jsonl")


@pytest.mark.parametrize("name", [name for name in NAMES if definition.built_in(name).match])
def test_a_sample_is_recognised(name: str) -> None:
    rows = records(SAMPLES / name / "input.jsonl")
    found = [one for one in candidates("sample.jsonl", rows) if one.fits]

    best = {one.definition.name for one in found if one.score == found[0].score}
    assert name in best
    # Classes are numbers: nothing in a row of text and label says of what.
    assert best == {name} or best == {"ag-news", "banking77", "imdb"}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_sample_becomes_is_accepted_by_the_provider(name: str) -> None:
    for record in records(SAMPLES / name / "expected.jsonl"):
        method = "dpo" if "input" in record else "sft"
        assert list(schema.faults(f"openai/{method}", record)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_meets_its_schema_and_its_shape(name: str) -> None:
    assert (
        schema.hand_written_fault("dataprep/converter", tomllib.loads(definition.text(name)))
        is None
    )
    assert definition.built_in(name).bound()


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_says_where_it_is_from(name: str) -> None:
    known = definition.built_in(name)

    assert known.source.startswith("https://")
    assert known.license
    assert known.evidence.startswith(("verified: ", "unverified"))


def test_each_shape_has_a_format() -> None:
    shapes = plugins.names("dataprep.converter.shapes", GROUP)

    assert sorted({definition.built_in(name).shape for name in NAMES}) == shapes


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_allows_the_fields_of_a_shape_and_no_others(name: str) -> None:
    known = definition.built_in(name)
    made: Any = known.bound().shape
    rules = schema.document("dataprep/converter")["allOf"]
    keys = next(
        rule["then"]["properties"]["map"]["properties"]
        for rule in rules
        if rule["if"]["properties"]["shape"]["const"] == known.shape
    )

    assert set(keys) == {field.name for field in dataclasses.fields(made)}
