"""What providers answered to real files: each is found before the upload.

Source: messages published by users, 2023 to 2026. Those that no file can show, such as a
moderation's verdict, a key that is wrong or a server's fault, are not here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dataprep.linter.lint import lint

CHAT = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
TOOL = (
    '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": ['
    '{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},'
    ' {"role": "tool", "tool_call_id": "c", "content": [{"type": "text", "text": "x"}]},'
    ' {"role": "assistant", "content": "b"}]}\n'
)

ANSWERS = {
    "has 7 example(s), but must have at least 10 examples": (CHAT * 7, {}, "DP501", None, ""),
    "Example 11, message 2 Discriminator 'role' is missing in value": (
        CHAT * 10 + CHAT.replace('"role": "assistant", ', ""), {}, "DP101", 11, "/messages/1",
    ),
    'Line 11, message 3, key "content": Input should be a valid string': (
        CHAT * 10 + TOOL, {}, "DP103", 11, "/messages/2/content",
    ),
    "is in the fine-tune-chat format, but the job is not using 'supervised'": (
        CHAT * 10, {"target": "openai/dpo"}, "DP110", 1, "",
    ),
    "expected either prompt/completion pairs or chat messages": (
        CHAT * 10 + '{"text": "a"}\n', {}, "DP101", 11, "",
    ),
    'Example 11 contains an extra "weight"': (
        CHAT * 10 + CHAT.replace("{", '{"weight": 1, ', 1), {}, "DP102", 11, "/weight",
    ),
    "Example 11 is missing key 'messages'": (CHAT * 10 + "{}\n", {}, "DP101", 11, ""),
    "Example 1 is missing key 'input'": (
        '{"preferred_output": [], "non_preferred_output": []}\n' * 10, {}, "DP101", 1, "",
    ),
    "Example 11 cannot be parsed. Error: line contains invalid json": (
        CHAT * 10 + CHAT.replace(", {", " {"), {}, "DP011", 11, "",
    ),
    "Line 1 is not a dictionary (an array)": ("[" + CHAT + "]", {}, "DP002", None, ""),
    "Line 1 is not a dictionary (pretty-printed)": ("{\n" + CHAT[1:], {}, "DP003", None, ""),
    "Line 1 is not a dictionary (a byte-order mark)": ("\ufeff" + CHAT * 10, {}, "DP007", None, ""),
    "Line 11 is not a dictionary": (CHAT * 10 + '"a"\n', {}, "DP012", 11, ""),
    "with o4-mini-2025-04-16 requires the reinforcement method": (
        CHAT * 10, {"model": "o4-mini-2025-04-16"}, "DP702", None, "",
    ),
    "Model gpt-9 is not available for fine-tuning or does not exist": (
        CHAT * 10, {"model": "gpt-9"}, "DP701", None, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_a_server_would_answer_is_found_first(tmp_path: Path, answer: str) -> None:
    text, options, code, line, pointer = ANSWERS[answer]
    path = tmp_path / "train.jsonl"
    path.write_text(text, "utf-8")

    findings = lint([str(path)], **options).findings

    assert (code, line, pointer) in {(f.code, f.line, f.pointer) for f in findings}
