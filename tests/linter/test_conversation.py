from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.cli.views import conversations
from dataprep.linter.conversation import conversation

PAIR = {
    "input": {
        "messages": [{"role": "user", "content": "Which metal is liquid?"}],
        "tools": [{"type": "function", "function": {"name": "look_up"}}],
    },
    "preferred_output": [{"role": "assistant", "content": "Mercury."}],
    "non_preferred_output": [{"role": "assistant", "content": "Iron."}],
}

KEYS = st.sampled_from(
    [
        "messages",
        "role",
        "content",
        "weight",
        "tool_calls",
        "function",
        "name",
        "arguments",
        "input",
        "preferred_output",
        "non_preferred_output",
        "tools",
        "type",
        "image_url",
        "url",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9) | st.just("assistant"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shown") / "x.jsonl"


@given(VALUES)
@settings(deadline=None, max_examples=200)
def test_a_record_of_any_shape_can_be_shown(file: Path, value: Any) -> None:
    file.write_bytes(b"{}\n" + orjson.dumps(value) + b"\n")

    shown = conversation(str(file), 2)

    assert orjson.dumps(conversations.document(shown))
    with redirect_stdout(io.StringIO()) as out:
        conversations.show(shown)
    assert out.getvalue().startswith(f"{file}:2")


@given(st.binary(max_size=40))
@settings(deadline=None)
def test_bytes_of_any_kind_can_be_shown(file: Path, data: bytes) -> None:
    file.write_bytes(orjson.dumps(PAIR) + b"\n" + data.replace(b"\n", b"") + b"\n")

    assert conversation(str(file), 2).line == 2


def test_the_tools_of_a_pair_are_those_of_its_input(file: Path) -> None:
    file.write_bytes(orjson.dumps(PAIR))

    assert conversation(str(file)).tools == tuple(PAIR["input"]["tools"])  # type: ignore[index]
