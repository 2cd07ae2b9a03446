"""The seam of the house: what convert writes, lint accepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dataprep.catalog.catalog import provider as provider_named
from dataprep.catalog.catalog import providers
from dataprep.converter import definition
from dataprep.converter.convert import convert
from dataprep.linter.lint import lint

SAMPLES = Path(__file__).parents[2] / "samples" / "converters"
FORMATS = definition.names()
SHAPES = sorted({definition.built_in(name).shape for name in FORMATS})
TARGETS = [
    f"{name}/{method}" if method != "sft" else name
    for name in providers()
    for method in provider_named(name).limits
]

# Words that a message's keys may hold, right and wrong.
PNG = "data:image/png;base64,iVBORw0KGgo="
ODD = st.sampled_from([None, "", "x", 5, True, [], {}, [{"type": "text", "text": "a"}]])
PART = st.fixed_dictionaries(
    {"type": st.sampled_from(["text", "image_url", "input_audio", "refusal"])},
    optional={
        "text": ODD,
        "image_url": st.sampled_from(["http://x", {"url": "http://x"}, {"url": PNG}, {"url": 3}]),
        "refusal": ODD,
        "cache_control": ODD,
    },
)
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["system", "developer", "user", "assistant", "tool"])},
    optional={
        "content": ODD | st.lists(PART, max_size=2),
        "name": ODD,
        "weight": st.sampled_from([0, 1, 0.0, None, True, "1"]),
        "tool_call_id": st.sampled_from(["c", "abcdefghi", 1, None]),
        "tool_calls": st.sampled_from(
            [
                [],
                None,
                "x",
                [{"id": "abcdefghi", "function": {"name": "f", "arguments": ""}}],
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


CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
TEXT = st.sampled_from(["Hello there.", "Why is that so?", [{"type": "text", "text": "Tell me."}]])
# Turns as data sets have them, in any order; a call comes with its answer.
TURNS = st.one_of(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["system", "developer", "user", "assistant"]), "content": TEXT}
    ).map(lambda turn: [turn]),
    st.builds(
        lambda content, weight, id_, name: [
            {
                "role": "assistant",
                "content": content,
                "tool_calls": [CALL | {"id": id_}],
                "weight": weight,
            },
            {"role": "tool", "content": "done", "tool_call_id": id_, **name},
        ],
        st.none() | TEXT,
        st.sampled_from([0, 1]),
        st.sampled_from(["call_1", "abcdefghi", "x" * 50]),
        st.sampled_from([{}, {"name": "f"}]),
    ),
)
TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}


@settings(deadline=None)
@given(turns=st.lists(TURNS, min_size=2, max_size=8), provider=st.sampled_from(providers()))
def test_turns_in_any_order_become_a_record_without_an_error_or_none(
    turns: list[list[dict[str, Any]]], provider: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("turns")
    source, target = folder / "rows.jsonl", folder / "train.jsonl"
    row = {"messages": [message for turn in turns for message in turn], "tools": [TOOL]}
    source.write_bytes(orjson.dumps(row | {"parallel_tool_calls": True}) + b"\n")

    report = convert([str(source)], to=str(target), format="openai-messages", target=provider)

    if report.records:
        assert lint([str(target)], target=provider, ignore=["DP501"]).errors == 0


@settings(deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=6), provider=st.sampled_from(providers()))
def test_what_becomes_a_record_has_no_error(
    rows: list[dict[str, Any]], provider: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    source, target = folder / "rows.jsonl", folder / "train.jsonl"
    source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))

    report = convert([str(source)], to=str(target), format="openai-messages", target=provider)

    assert report.rows == report.records + sum(report.rejected.values())
    if report.records:
        assert lint([str(target)], target=provider, ignore=["DP501"]).errors == 0


# No record is what is asked for; the address of an image stays what it was, a file's or none.
IGNORED = ["DP501", "DP457"]


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_written_of_every_sample_for_a_target_is_accepted_by_it(
    target: str, tmp_path: Path
) -> None:
    for name in FORMATS:
        out = tmp_path / f"{name}.jsonl"
        report = convert(
            [str(SAMPLES / name / "input.jsonl")], to=str(out), format=name, target=target
        )
        if report.records:
            assert not lint([str(out)], target=target, ignore=["DP501"]).errors, name


LETTERS = st.characters(categories=("L", "N", "P", "Zs"))
WORDS = st.text(LETTERS, max_size=30)


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

    report = convert(
        [str(source)], to=str(target), format=name, policies={"unknown-role": "reject"}
    )

    if report.records:
        # The address of an image stays what it was, be it a file's or none.
        found = lint([str(target)], ignore=["DP501", "DP457"])
        assert not found.errors, (
            name,
            [one for one in found.findings if one.severity == "error"][:3],
        )
