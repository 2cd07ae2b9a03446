from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dataprep.linter.lint import lint

if TYPE_CHECKING:
    from pathlib import Path

    from dataprep.records.record import Json

USER: Json = {"role": "user", "content": "a"}
ANSWER: Json = {"role": "assistant", "content": "b"}
TOOL: Json = {"type": "function", "function": {"name": "f"}}
PAIR: Json = {
    "input": {"messages": [USER]},
    "preferred_output": [ANSWER],
    "non_preferred_output": [{**ANSWER, "content": "c"}],
}


def found(
    tmp_path: Path, record: Json, target: str = "openai/sft", **options: Any
) -> list[tuple[str, str]]:
    """The codes and pointers of what is wrong with the structure of RECORD."""
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(record), "utf-8")
    findings = lint(
        [str(path)], select=["DP1", "DP203", "DP205"], target=target, **options
    ).findings
    return [(f.code, f.pointer) for f in findings]


def said(tmp_path: Path, record: Json, target: str = "openai/sft") -> list[str]:
    """What is said of the structure of RECORD."""
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(record), "utf-8")
    findings = lint([str(path)], select=["DP1", "DP203", "DP205"], target=target).findings
    return [f.message for f in findings]


def chat(*messages: Json, **others: Json) -> Json:
    """A record of MESSAGES, or of a question and an answer."""
    return {"messages": list(messages) or [USER, ANSWER], **others}


ROWS = {
    "ShareGPT": ({"conversations": [{"from": "human", "value": "a"}]}, "DP108", "/conversations"),
    "one conversation": ({"conversation": [{"from": "gpt", "value": "a"}], "id": 7},
                         "DP108", "/conversation"),
    "ShareGPT under another key": (chat({"from": "human", "value": "a"}), "DP108", "/messages"),
    "Alpaca": ({"instruction": "a", "input": "", "output": "b"}, "DP109", ""),
    "Dolly": ({"instruction": "a", "context": "", "response": "b"}, "DP109", ""),
    "prompt and completion": ({"prompt": "a", "completion": "b"}, "DP111", ""),
    "question and answer": ({"question": "a", "answer": "b", "id": 7}, "DP111", ""),
    "input and output": ({"input": "a", "output": "b"}, "DP111", ""),
    "TRL": ({"prompt": "a", "chosen": "b", "rejected": "c"}, "DP112", ""),
    "TRL without a prompt": ({"chosen": [USER], "rejected": [USER]}, "DP112", ""),
    "text": ({"text": "a", "source": "web"}, "DP113", "/text"),
    "an evals row": ({"item": {"messages": [USER], "answer": "b"}}, "DP121", "/item"),
    "a request of the batch interface": ({"custom_id": "1", "body": {"messages": [USER]}},
                                         "DP115", "/body"),
}  # fmt: skip


@pytest.mark.parametrize("target", ["openai/sft", "openai/dpo", "openai/rft"])
@pytest.mark.parametrize("name", ROWS)
def test_a_row_in_another_format_is_one_finding(tmp_path: Path, name: str, target: str) -> None:
    row, code, pointer = ROWS[name]

    assert found(tmp_path, row, target) == [(code, pointer)]


def test_an_old_name_of_an_output_is_found_and_nothing_else(tmp_path: Path) -> None:
    old = {key.replace("_output", "_completion"): value for key, value in PAIR.items()}

    expected = [("DP114", "/preferred_completion"), ("DP114", "/non_preferred_completion")]
    assert found(tmp_path, old, "openai/dpo") == expected


CHANGED = {
    "a setting": (chat(model="m"), [("DP115", "/model")]),
    "settings": (chat(temperature=1, tool_choice="auto"),
                 [("DP115", "/temperature"), ("DP115", "/tool_choice")]),
    "messages as JSON": ({"messages": json.dumps([USER, ANSWER])}, [("DP116", "/messages")]),
    "messages as text": ({"messages": "a"}, [("DP103", "/messages")]),
    "tools as JSON": (chat(tools=json.dumps([TOOL])), [("DP116", "/tools")]),
    "a tool as JSON": (chat(tools=[json.dumps(TOOL)]), [("DP116", "/tools/0")]),
    "one tool": (chat(tools=TOOL), [("DP103", "/tools")]),
    "messages as an object": ({"messages": USER}, [("DP103", "/messages")]),
    "a message as text": (chat("a", ANSWER), [("DP119", "/messages/0")]),
    "a message as a pair": (chat(["user", "a"], ANSWER), [("DP119", "/messages/0")]),
    "a message as null": (chat(None, ANSWER), [("DP119", "/messages/0")]),
    "a number as content": (chat({**USER, "content": 7}), [("DP103", "/messages/0/content")]),
    "a part as text": (chat({**USER, "content": ["a"]}), [("DP103", "/messages/0/content/0")]),
    "a part of another interface": (
        chat({**USER, "content": [{"type": "input_text", "text": "a"}]}),
        [("DP118", "/messages/0/content/0/type")]),
    "an audio part": (
        chat({**USER, "content": [{"type": "input_audio", "input_audio": {}}]}),
        [("DP118", "/messages/0/content/0/type")]),
    "an image of the assistant": (
        chat(USER, {**ANSWER, "content": [{"type": "image_url", "image_url": {"url": "u"}}]}),
        [("DP118", "/messages/1/content/0/type")]),
    "a weight of the user": (
        chat({**USER, "weight": 1}, ANSWER), [("DP205", "/messages/0/weight")]),
    "a name with a space": (chat({**USER, "name": "a b"}), [("DP107", "/messages/0/name")]),
    "an empty name": (chat({**ANSWER, "name": ""}), [("DP107", "/messages/0/name")]),
    "a name with a bracket": (chat({**USER, "name": "a<b"}), [("DP107", "/messages/0/name")]),
    "a name with a line feed": (chat({**USER, "name": "a\nb"}), [("DP107", "/messages/0/name")]),
    "a name with a dot": (chat({**USER, "name": "a.b"}), [("DP120", "/messages/0/name")]),
    "a name with an accent": (chat({**USER, "name": "André"}), [("DP120", "/messages/0/name")]),
    "a name of 65": (chat({**USER, "name": "a" * 65}), [("DP120", "/messages/0/name")]),
    "a name of 64": (chat({**USER, "name": "a" * 64}), []),
    "a refusal without content": (chat(USER, {**ANSWER, "content": None, "refusal": "No."}), []),
    "a refusal alone": (chat(USER, {"role": "assistant", "refusal": "No."}), []),
    "neither": (chat(USER, {**ANSWER, "content": None, "refusal": None}),
                [("DP103", "/messages/1/content")]),
    "a tool that names itself": (chat(USER, {"role": "tool", "tool_call_id": "a", "content": "b",
                                             "name": "f"}), []),
    "a flat tool": (chat(tools=[{"type": "function", "name": "f", "parameters": {}}]),
                    [("DP122", "/tools/0")]),
    "a tool of Anthropic": (chat(tools=[{"name": "f", "description": "d", "input_schema": {}}]),
                            [("DP122", "/tools/0")]),
    "a flat call": (
        chat(USER, {"role": "assistant",
                    "tool_calls": [{"id": "a", "type": "function", "name": "f", "arguments": ""}]}),
        [("DP122", "/messages/1/tool_calls/0")]),
    "no fault": (chat(), []),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_a_fault_is_told_by_the_rule_that_says_most(tmp_path: Path, name: str) -> None:
    record, expected = CHANGED[name]

    assert found(tmp_path, record) == expected


MESSAGES = {
    "a key of the record in a message": (
        chat({**USER, "tools": []}, ANSWER), ["'tools' belongs in the record, beside 'messages'"]),
    "a key of a message in the record": (
        chat(weight=1), ["'weight' belongs in a message of the assistant"]),
    "content beside the messages": (chat(content="a"), ["'content' belongs in a message"]),
    "a system prompt beside the messages": (
        chat(system="a"), ["'system' belongs in 'messages', as the first of them"]),
    "a calls key of the user": (
        chat({**USER, "tool_calls": []}, ANSWER),
        ["'tool_calls' belongs in a message of the assistant"]),
    "a mistyped key": (
        chat({**USER, "nme": "n"}, ANSWER), ["'nme' does not belong here; did you mean 'name'?"]),
    "a key for people": (chat(source="web"), ["'source' does not belong here"]),
    "another name of messages": (
        {"conversations": [USER, ANSWER]},
        ["'messages' is missing, but 'conversations' is there",
         "'conversations' does not belong here; did you mean 'messages'?"]),
    "another name of the role": (
        chat({"speaker": "user", "content": "a"}), ["'role' is missing, but 'speaker' is there"]),
    "a name with a bar": (
        chat({**USER, "name": "a|b"}), ["the name 'a|b' holds '|', which is not allowed"]),
    "a blank name": (chat({**USER, "name": ""}), ["a name is empty"]),
    "a long name of a tool": (
        chat(tools=[{"type": "function", "function": {"name": "f" * 65}}]),
        [f"the name '{'f' * 40}…' has 65 characters, of 64 at most"]),
    "a flat tool": (
        chat(tools=[{"type": "function", "name": "f", "parameters": {}}]),
        ["'name' and 'parameters' belong in 'function'"]),
    "a call with both": (
        chat(USER, {"role": "assistant", "tool_calls": [
            {"id": "a", "type": "function", "name": "f",
             "function": {"name": "f", "arguments": "{}"}}]}),
        ["'name' belongs in 'function'"]),
    "one tool": (
        chat(tools=TOOL),
        ["an object where an array must be; even one item stands in an array"]),
    "a switch as text": (
        chat(parallel_tool_calls="true"), ["a string ('true') where a boolean must be"]),
    "a pair": (
        chat(["user", "a"]), ['a message is an array, not an object: ["user", "a"]']),
    "an input part": (
        chat({**USER, "content": [{"type": "input_image"}]}),
        ["a part of the kind 'input_image' may not be here; did you mean 'image_url'?"]),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_says_what_was_likely_meant(tmp_path: Path, name: str) -> None:
    record, expected = MESSAGES[name]

    assert said(tmp_path, record) == expected


ROLES = {
    "User": "user",
    " user": "user",
    "USER ": "user",
    "human": "user",
    "Human": "user",
    "gpt": "assistant",
    "bot": "assistant",
    "AI": "assistant",
    "model": "assistant",
    "asistant": "assistant",
    "observation": "tool",
    "Tool-Response": "tool",
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_of_other_formats_is_told_with_its_own(tmp_path: Path, role: str) -> None:
    record = chat({"role": role, "content": "a"})

    assert said(tmp_path, record) == [f"'{role}' is not a role here; did you mean '{ROLES[role]}'?"]


ELSEWHERE = {
    "openai/rft": (chat({"role": "system", "content": "a"}, USER, answer="b"), "developer"),
    "openai/dpo": ({**PAIR, "preferred_output": [USER]}, "assistant"),
}


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_role_that_is_not_for_the_method_is_told_with_the_one_that_is(
    tmp_path: Path, target: str
) -> None:
    record, role = ELSEWHERE[target]

    (message,) = said(tmp_path, record, target)

    assert message.endswith((f"did you mean '{role}'?", f"known: {role}"))


def test_a_role_in_the_input_of_a_pair_is_looked_at(tmp_path: Path) -> None:
    record = {**PAIR, "input": {"messages": [{"role": "human", "content": "a"}]}}

    assert found(tmp_path, record, "openai/dpo") == [("DP203", "/input/messages/0/role")]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({}, ["'input' is missing", "'preferred_output' is missing",
              "'non_preferred_output' is missing"]),
        ({"messages": [USER], **{key: PAIR[key] for key in PAIR if key != "input"}},
         ["'messages' belongs in 'input'"]),
        ({**PAIR, "tools": []}, ["'tools' belongs in 'input', beside 'messages'"]),
        ({**PAIR, "input": {"messages": [{"role": "user", "content": [
            {"type": "image_url", "image_url": {"url": "u"}}]}]}},
         ["an image, but a preference record holds text only"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pair_is_said(
    tmp_path: Path, record: Json, expected: list[str]
) -> None:
    assert said(tmp_path, record, "openai/dpo") == expected


def test_a_pair_without_input_is_no_reinforcement_record(tmp_path: Path) -> None:
    record = {"messages": [USER], **{key: PAIR[key] for key in PAIR if key != "input"}}

    assert said(tmp_path, record, "openai/rft") == ["'messages' belongs in 'input'"]


GRADED = {"messages": [USER], "answer": "b"}
METHODS = {
    "openai/sft": [("DP110", "")],
    "openai/rft": [("DP110", "")],
    "openai/dpo": [],
}


@pytest.mark.parametrize("target", METHODS)
def test_a_pair_in_a_file_for_another_method_is_one_finding(tmp_path: Path, target: str) -> None:
    assert found(tmp_path, PAIR, target) == METHODS[target]


@pytest.mark.parametrize("record", [chat(), GRADED], ids=["chat", "graded"])
def test_a_conversation_in_a_file_of_pairs_is_one_finding(tmp_path: Path, record: Json) -> None:
    assert found(tmp_path, record, "openai/dpo") == [("DP110", "")]
