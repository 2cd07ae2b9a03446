"""The seam of the house: what convert writes, lint accepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.converter.convert import convert
from dataprep.linter.lint import lint

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


def test_every_sample_becomes_records_without_an_error(tmp_path: Path) -> None:
    samples = Path(__file__).parents[2] / "samples" / "converters"

    for expected in sorted(samples.glob("*/expected.jsonl")):
        assert lint([str(expected)], ignore=["DP501"]).errors == 0, expected
