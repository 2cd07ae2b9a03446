"""What of a record is trained on."""

from __future__ import annotations

import json
from pathlib import Path

from dataprep.service.examples import examples
from dataprep.service.trainer import Example

CALL = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
CHAT = {
    "messages": [
        {"role": "user", "content": [{"type": "text", "text": "a"}]},
        {"role": "assistant", "content": "b", "weight": 0},
        {"role": "user", "content": "c"},
        {"role": "assistant", "tool_calls": CALL},
        {"role": "tool", "tool_call_id": "c", "content": "d"},
        {"role": "assistant", "content": "e"},
    ]
}
PAIR = {
    "input": {"messages": [{"role": "user", "content": "a"}]},
    "preferred_output": [{"role": "assistant", "content": "b"}],
    "non_preferred_output": [{"role": "assistant", "content": "c"}],
}


def test_each_answer_with_a_weight_is_trained_after_what_stands_before_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(f"{json.dumps(CHAT)}\n", "utf-8")
    call = json.dumps(CALL, separators=(",", ":"))

    assert list(examples(path, "sft")) == [
        [Example(("a", "b", "c"), call), Example(("a", "b", "c", call, "d"), "e")]
    ]


def test_of_a_pair_the_preferred_output_is_trained(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(f"{json.dumps(PAIR)}\n", "utf-8")

    assert list(examples(path, "dpo")) == [[Example(("a",), "b")]]
