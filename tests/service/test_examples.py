"""What of a record is trained on."""

from __future__ import annotations

import json
from pathlib import Path

from dataprep.service.examples import examples, messages
from dataprep.service.trainer import Example, Message

CALL = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
TOOLS = [{"type": "function", "function": {"name": "f"}}]
CHAT = {
    "tools": TOOLS,
    "messages": [
        {"role": "user", "content": [{"type": "text", "text": "a"}]},
        {"role": "assistant", "content": "b", "weight": 0},
        {"role": "user", "content": "c"},
        {"role": "assistant", "tool_calls": CALL},
        {"role": "tool", "tool_call_id": "c", "content": "d"},
        {"role": "assistant", "content": "e"},
    ],
}
PAIR = {
    "input": {"messages": [{"role": "user", "content": "a"}]},
    "preferred_output": [{"role": "assistant", "content": "b"}],
    "non_preferred_output": [{"role": "assistant", "content": "c"}],
}


def test_the_answers_with_a_weight_are_trained(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(f"{json.dumps(CHAT)}\n", "utf-8")

    assert list(examples(path, "sft")) == [
        Example(
            (
                Message("user", "a"),
                Message("assistant", "b"),
                Message("user", "c"),
                Message("assistant", "", tuple(CALL), trained=True),
                Message("tool", "d"),
                Message("assistant", "e", trained=True),
            ),
            tools=tuple(TOOLS),
        )
    ]


def test_of_a_pair_both_answers_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(f"{json.dumps(PAIR)}\n", "utf-8")

    assert list(examples(path, "dpo")) == [
        Example(
            (Message("user", "a"), Message("assistant", "b", trained=True)),
            (Message("assistant", "c", trained=True),),
        )
    ]


def test_a_call_of_the_old_form_becomes_one_of_the_new() -> None:
    call = {"name": "f", "arguments": "{}"}
    (message,) = messages([{"role": "assistant", "content": None, "function_call": call}])

    assert message.calls == ({"type": "function", "function": call},)
    assert message.said == '[{"type":"function","function":{"name":"f","arguments":"{}"}}]'
