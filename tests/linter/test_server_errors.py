"""What providers answered to real files: each is found before the upload.

Source: messages published by users, 2023 to 2026. Those that no file can show, such as a
moderation's verdict, a key that is wrong or a server's fault, are not here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dataprep.linter.lint import lint
from dataprep.linter.rule import rules

PAGE = Path(__file__).parents[2] / "docs" / "server-messages.md"

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
        CHAT * 10 + '{"text": "a"}\n', {}, "DP113", 11, "/text",
    ),
    "expected either prompt/completion pairs or chat messages (prompts)": (
        CHAT * 10 + '{"prompt": "a", "completion": "b"}\n', {}, "DP111", 11, "",
    ),
    "Missing 'completion' key on line 4": (
        '{"prompt": "a", "completion": "b"}\n' * 3 + '{"prompt": "a"}\n', {}, "DP101", 4, "",
    ),
    'Example 11 contains an extra "weight"': (
        CHAT * 10 + CHAT.replace("{", '{"weight": 1, ', 1), {}, "DP102", 11, "/weight",
    ),
    'Example 11 contains an extra "source_agent"': (
        CHAT * 10 + CHAT.replace("{", '{"source_agent": "x", ', 1), {}, "DP102", 11,
        "/source_agent",
    ),
    'Example 11 contains an extra "temperature"': (
        CHAT * 10 + CHAT.replace("{", '{"temperature": 1, ', 1), {}, "DP115", 11, "/temperature",
    ),
    "Example 11 is missing key 'messages' (ShareGPT)": (
        CHAT * 10 + '{"conversations": [{"from": "human", "value": "a"}]}\n', {}, "DP108", 11,
        "/conversations",
    ),
    "Example 11 is missing key 'messages' (Alpaca)": (
        CHAT * 10 + '{"instruction": "a", "output": "b"}\n', {}, "DP109", 11, "",
    ),
    "Example 1 is missing key 'input' (TRL)": (
        '{"chosen": "a", "rejected": "b"}\n' * 10, {"target": "openai/dpo"}, "DP112", 1, "",
    ),
    "Example 11 is missing key 'messages'": (CHAT * 10 + "{}\n", {}, "DP101", 11, ""),
    "Example 1 is missing key 'input'": (
        '{"preferred_output": [], "non_preferred_output": []}\n' * 10, {}, "DP101", 1, "",
    ),
    "Example 11 cannot be parsed. Error: line contains invalid json": (
        CHAT * 10 + CHAT.replace(", {", " {"), {}, "DP028", 11, "",
    ),
    "line contains invalid json: Unterminated string": (
        CHAT * 10 + CHAT[:40], {}, "DP027", 11, "",
    ),
    "line contains invalid json: Expecting property name enclosed in double quotes": (
        CHAT * 10 + "{'messages': []}\n", {}, "DP019", 11, "",
    ),
    "line contains invalid json: Invalid control character": (
        CHAT * 10 + CHAT.replace('"a"', '"\t"'), {}, "DP023", 11, "",
    ),
    "line contains invalid json: Extra data": (
        CHAT * 10 + CHAT.strip() + CHAT, {}, "DP020", 11, "",
    ),
    "Line 1 is not a dictionary (an array)": ("[" + CHAT + "]", {}, "DP002", None, ""),
    "Line 1 is not a dictionary (pretty-printed)": ("{\n" + CHAT[1:], {}, "DP003", None, ""),
    "Line 1 is not a dictionary (a byte-order mark)": ("\ufeff" + CHAT * 10, {}, "DP007", None, ""),
    "Line 11 is not a dictionary": (CHAT * 10 + '"a"\n', {}, "DP012", 11, ""),
    "contains invalid schema (20)": (
        CHAT * 10 + CHAT.replace("]}", ', {"role": "assistant", "content": "c"}]}'), {}, "DP208",
        11, "/messages/2",
    ),
    "System messages are not supported in 'reinforcement' examples": (
        '{"messages": [{"role": "system", "content": "a"}]}\n' * 10,
        {"target": "openai/rft"}, "DP203", 1, "/messages/0/role",
    ),
    "no training example produced usable learning signal": (
        '{"messages": [{"role": "user", "content": "a"}]}\n' * 10, {"target": "openai/rft"},
        "DP809", None, "",
    ),
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


def test_the_page_of_answers_links_rules_by_code_and_name() -> None:
    linked = set(re.findall(r"\[(DP\d{3})\]\(rules/([a-z0-9-]+)\.md\)", PAGE.read_text("utf-8")))

    assert linked - {(rule.code, rule.name) for rule in rules()} == set()


def test_the_page_of_answers_names_each_rule_that_is_held_here() -> None:
    linked = set(re.findall(r"\[(DP\d{3})\]", PAGE.read_text("utf-8")))

    assert {code for _, _, code, _, _ in ANSWERS.values()} - linked == set()
