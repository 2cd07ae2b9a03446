"""The seam of the house: what convert writes, lint accepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dataprep.converter import definition
from dataprep.converter.convert import convert
from dataprep.linter.lint import lint

SAMPLES = Path(__file__).parents[2] / "samples" / "converters"

# Words that a message's keys may hold, right and wrong.
ODD = st.sampled_from([None, "", "x", 5, True, [], {}, [{"type": "text", "text": "a"}]])
PART = st.fixed_dictionaries(
    {"type": st.sampled_from(["text", "image_url", "input_audio", "refusal"])},
    optional={
        "text": ODD,
        "image_url": st.sampled_from(["http://x", {"url": "http://x"}, {"url": 3}]),
        "refusal": ODD,
        "cache_control": ODD,
    },
)
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["system", "user", "assistant", "tool"])},
    optional={
        "content": ODD | st.lists(PART, max_size=2),
        "name": ODD,
        "weight": st.sampled_from([0, 1, 0.0, None, True, "1"]),
        "tool_call_id": st.sampled_from(["c", 1, None]),
        "tool_calls": st.sampled_from(
            [
                [],
                None,
                "x",
                [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
                [{"id": "c", "function": {"name": "f", "arguments": {"a": None}}}],
            ]
        ),
    },
)
ROW = st.fixed_dictionaries(
    {"messages": st.lists(MESSAGE, min_size=1, max_size=5)},
    optional={
        "tools": st.sampled_from(
            [
                [],
                "[]",
                "{",
                [{"name": "f"}],
                [{"name": "a.b"}],
                [{"type": "function", "function": {"parameters": {}}}],
                [{"name": "f", "parameters": {"type": "object", "properties": {"x": None}}}],
            ]
        ),
        "parallel_tool_calls": st.sampled_from([True, None, "yes"]),
    },
)


@settings(deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=6))
def test_what_becomes_a_record_has_no_error(
    rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    source, target = folder / "rows.jsonl", folder / "train.jsonl"
    source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))

    report = convert([str(source)], to=str(target), format="openai-messages")

    assert report.rows == report.records + sum(report.rejected.values())
    if report.records:
        assert lint([str(target)], ignore=["DP501"]).errors == 0


LETTERS = st.characters(categories=("L", "N", "P", "Zs"))
WORDS = st.text(LETTERS, max_size=30)
FORMATS = definition.names()
SHAPES = sorted({definition.built_in(name).shape for name in FORMATS})


def varied(value: Any) -> st.SearchStrategy[Any]:
    """Return VALUE, or something of its form: with other texts, without keys, with more items."""
    match value:
        case dict():
            fixed = {key: varied(inner) for key, inner in value.items()}
            return st.fixed_dictionaries(fixed) | st.fixed_dictionaries({}, optional=fixed)
        case list():
            return st.just(value) | st.lists(
                st.sampled_from(value or [None]).flatmap(varied), max_size=5
            )
        case str():
            # What a text means (a speaker, a label, a call) is only kept if most texts stay.
            return st.just(value) | st.just(value) | WORDS
        case bool() | None:
            return st.just(value) | st.sampled_from([True, False, None])
        case _:
            return st.just(value) | st.integers(-3, 3)


@pytest.mark.parametrize("shape", SHAPES)
@settings(
    max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(data=st.data())
def test_rows_of_every_shape_become_records_without_an_error(
    shape: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    known = [name for name in FORMATS if definition.built_in(name).shape == shape]
    name = data.draw(st.sampled_from(known))
    sample = (SAMPLES / name / "input.jsonl").read_bytes()
    like = [orjson.loads(line) for line in sample.split(b"\n") if line]
    rows = data.draw(st.lists(st.sampled_from(like).flatmap(varied), min_size=25, max_size=25))
    folder = tmp_path_factory.mktemp("rows")
    source, target = folder / "rows.jsonl", folder / "train.jsonl"
    source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))

    report = convert([str(source)], to=str(target), format=name)

    if report.records:
        # The address of an image stays what it was, be it a file's or none.
        found = lint([str(target)], ignore=["DP501", "DP457"])
        assert not found.errors, (
            name,
            [one for one in found.findings if one.severity == "error"][:3],
        )


def test_every_sample_becomes_records_without_an_error(tmp_path: Path) -> None:
    for expected in sorted(SAMPLES.glob("*/expected.jsonl")):
        assert lint([str(expected)], ignore=["DP501"]).errors == 0, expected
