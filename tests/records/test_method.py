"""Telling the method of a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dataprep.records.method import method_of, usual_method
from dataprep.records.source import HEAD_BYTES, look

USER = {"role": "user", "content": "hi"}
ASSISTANT = {"role": "assistant", "content": "hello"}


@pytest.mark.parametrize(
    ("value", "method"),
    [
        ({"messages": [USER, ASSISTANT]}, "sft"),
        ({"messages": [USER, ASSISTANT], "id": 7}, "sft"),
        ({"messages": [USER]}, "sft"),
        ({"messages": [USER], "tools": []}, "sft"),
        ({"messages": [USER], "answer": "hello"}, "rft"),
        ({"input": {}, "preferred_output": [], "non_preferred_output": []}, "dpo"),
        ({"input": {}, "preferred_completion": []}, "dpo"),
        ({"instruction": "a", "input": "b", "output": "c"}, "sft"),
        ({"messages": 1}, "sft"),
        ({"messages": [{"role": "user"}], "preferred_answer": "y"}, "rft"),
        ({}, "sft"),
    ],
)
def test_the_keys_tell_the_method(value: dict[str, Any], method: str) -> None:
    assert method_of(value) == method


@pytest.mark.parametrize(
    ("head", "method"),
    [
        (b'{"preferred_output": []}\n{"preferred_output": []}\n{"messages": []}', "dpo"),
        (b'{"preferred_output": []}\n{"messages": []}', "sft"),
        (b'\n[1]\n{"preferred_output": []}\n{"cut off', "dpo"),
        (b"", "sft"),
    ],
)
def test_a_file_has_the_method_of_most_of_its_records(
    head: bytes, method: str, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"\xef\xbb\xbf" + head)

    assert usual_method(look(str(tmp_path / "x.jsonl"))) == method


def test_a_first_line_longer_than_a_head_is_read_whole(tmp_path: Path) -> None:
    record = {"input": {"messages": []}, "preferred_output": ["x" * HEAD_BYTES]}
    (tmp_path / "x.jsonl").write_text(json.dumps(record))

    assert usual_method(look(str(tmp_path / "x.jsonl"))) == "dpo"
