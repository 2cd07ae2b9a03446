"""The seam of the house: what convert writes, lint accepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.catalog.catalog import providers
from dataprep.converter.convert import convert
from dataprep.linter.lint import lint

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "converters").glob("*/input.jsonl"))
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


@pytest.mark.parametrize("provider", providers())
def test_every_sample_becomes_records_without_an_error(provider: str, tmp_path: Path) -> None:
    for sample in SAMPLES:
        out = tmp_path / f"{sample.parent.name}.jsonl"
        report = convert([str(sample)], to=str(out), target=provider)
        assert report.records == report.rows
        assert lint([str(out)], target=provider, ignore=["DP501"]).errors == 0, sample
