"""Rows as well-known data sets have them, and the records they are to become."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from dataprep.converter import definition
from dataprep.converter.convert import convert

Row = dict[str, Any]


def said(*texts: str, system: str | None = None) -> list[Row]:
    """Return TEXTS as said by the user and the assistant in turn."""
    turns = [
        {"role": role, "content": text}
        for role, text in zip(cycle(("user", "assistant")), texts, strict=False)
    ]
    return [{"role": "system", "content": system}, *turns] if system else turns


def sft(*texts: str, system: str | None = None) -> Row:
    return {"messages": said(*texts, system=system)}


def dpo(*prompt: str, better: str, worse: str) -> Row:
    return {
        "input": {"messages": said(*prompt)},
        "preferred_output": [{"role": "assistant", "content": better}],
        "non_preferred_output": [{"role": "assistant", "content": worse}],
    }


def shared(*texts: str, names: tuple[str, str] = ("human", "gpt"), **beside: Any) -> list[Row]:
    return [
        {"from": name, "value": text, **beside}
        for name, text in zip(cycle(names), texts, strict=False)
    ]


def called(asked: str, name: str, arguments: str, *after: str) -> list[Row]:
    """Return a question, a call, perhaps its answer and what is said after that."""
    call = {"id": "", "type": "function", "function": {"name": name, "arguments": arguments}}
    turns = [*said(asked), {"role": "assistant", "content": None, "tool_calls": [call]}]
    if after:
        turns.append({"role": "tool", "content": after[0], "tool_call_id": ""})
    return [*turns, *({"role": "assistant", "content": text} for text in after[1:])]


TIDE = {
    "name": "tide",
    "description": "High water.",
    "parameters": {"type": "object", "properties": {}},
}
TIDE_TOOL = {"type": "function", "function": TIDE}
AT_6_10 = '[{"name": "tide", "results": "6:10"}]'
TIDES = f"Here is a list of functions in JSON format: {json.dumps([TIDE])}"
LETTERS = "A. salt\nB. sand\nC. silt"

# The id on the Hub, a row, and its records.
ROWS: list[tuple[str, Row, list[Row]]] = [
    (
        "HuggingFaceH4/no_robots",
        {
            "prompt": "Greet.",
            "prompt_id": "1",
            "messages": said("Greet.", "Ahoy!", system="Sail."),
            "category": "Chat",
        },
        [sft("Greet.", "Ahoy!", system="Sail.")],
    ),
    (
        "allenai/WildChat-1M",
        {
            "conversation_hash": "h",
            "conversation": [
                {**turn, "language": "English", "toxic": False, "redacted": False}
                for turn in said("Is kelp a plant?", "No, an alga.")
            ],
            "turn": 1,
            "language": "English",
            "toxic": False,
        },
        [sft("Is kelp a plant?", "No, an alga.")],
    ),
    (
        "AI-MO/NuminaMath-CoT",
        {
            "source": "s",
            "problem": "2·3?",
            "solution": "It is 6.",
            "messages": said("2·3?", "It is 6."),
        },
        [sft("2·3?", "It is 6.")],
    ),
    (
        "THUDM/LongAlign-10k",
        {"id": "1", "messages": said("Sum up.", "Short."), "length": 9},
        [sft("Sum up.", "Short.")],
    ),
    (
        "argilla/kto-mix-15k",
        {"completion": said("Is rain wet?", "Yes."), "label": True},
        [sft("Is rain wet?", "Yes.")],
    ),
    ("argilla/kto-mix-15k", {"completion": said("Is rain wet?", "No."), "label": False}, []),
    (
        "teknium/OpenHermes-2.5",
        {
            "conversations": shared("Pick one.", "This.", weight=None),
            "category": "mcq",
            "system_prompt": "Choose.",
            "custom_instruction": None,
        },
        [sft("Pick one.", "This.", system="Choose.")],
    ),
    (
        "THUDM/AgentInstruct",
        {
            "conversations": [
                {"from": "human", "loss": None, "value": "Task"},
                {"from": "gpt", "loss": False, "value": "Fine."},
                {"from": "human", "loss": None, "value": "List files."},
                {"from": "gpt", "loss": True, "value": "ls"},
            ],
            "id": "os_0",
        },
        [
            {
                "messages": [
                    {"role": "user", "content": "Task"},
                    {"role": "assistant", "content": "Fine.", "weight": 0},
                    {"role": "user", "content": "List files."},
                    {"role": "assistant", "content": "ls"},
                ]
            }
        ],
    ),
    (
        "RyokoAI/ShareGPT52K",
        {"id": "x_0", "conversations": shared("a &lt; b?", "Yes &amp; no.")},
        [sft("a < b?", "Yes & no.")],
    ),
    (
        "tomg-group-umd/GenQA",
        {"text": said("Name a bay.", "Hudson Bay."), "category": "x"},
        [sft("Name a bay.", "Hudson Bay.")],
    ),
    (
        "databricks/databricks-dolly-15k",
        {
            "instruction": "How high?",
            "context": "The dune is 40 m high.",
            "response": "40 m",
            "category": "qa",
        },
        [sft("How high?\n\nThe dune is 40 m high.", "40 m")],
    ),
    (
        "CohereForAI/aya_dataset",
        {"inputs": "Hola?", "targets": "Buenas.", "language": "Spanish", "language_code": "spa"},
        [sft("Hola?", "Buenas.")],
    ),
    (
        "m-a-p/CodeFeedback-Filtered-Instruction",
        {"query": "Print 1.", "answer": "print(1)", "resource": "r", "lang": "python"},
        [sft("Print 1.", "print(1)")],
    ),
    (
        "HuggingFaceTB/cosmopedia",
        {
            "prompt": "Write on reefs.",
            "text": "Reefs grow.",
            "token_length": 3,
            "audience": "all",
            "format": "blog",
            "seed_data": "s",
        },
        [sft("Write on reefs.", "Reefs grow.")],
    ),
    (
        "yizhongw/self_instruct",
        {
            "id": "seed_1",
            "name": "n",
            "instruction": "Reverse it.",
            "instances": [{"input": "ab", "output": "ba"}, {"input": "", "output": "Of what?"}],
            "is_classification": False,
        },
        [sft("Reverse it.\n\nab", "ba"), sft("Reverse it.", "Of what?")],
    ),
    (
        "openai/gsm8k",
        {"question": "3 crabs, 1 leaves?", "answer": "3-1=<<3-1=2>>2\n#### 2"},
        [sft("3 crabs, 1 leaves?", "3-1=<<3-1=2>>2\n#### 2")],
    ),
    (
        "simplescaling/s1K",
        {
            "question": "1+2?",
            "thinking_trajectories": ["One", "and two"],
            "attempt": "3",
            "solution": "3",
        },
        [sft("1+2?", "<think>\nOne\nand two\n</think>\n\n3")],
    ),
    (
        "google/boolq",
        {"question": "is ice cold", "passage": "Ice is frozen.", "answer": True},
        [sft("Ice is frozen.\n\nis ice cold", "yes")],
    ),
    (
        "rajpurkar/squad_v2",
        {
            "id": "1",
            "title": "t",
            "context": "c",
            "question": "q",
            "answers": {"text": [], "answer_start": []},
        },
        [],
    ),
    (
        "b-mc2/sql-create-context",
        {
            "question": "How many boats?",
            "context": "CREATE TABLE boats (id INT)",
            "answer": "SELECT COUNT(*) FROM boats",
        },
        [sft("How many boats?\n\nCREATE TABLE boats (id INT)", "SELECT COUNT(*) FROM boats")],
    ),
    (
        "allenai/ai2_arc",
        {
            "id": "1",
            "question": "Beaches are?",
            "choices": {"text": ["salt", "sand", "silt"], "label": ["1", "2", "3"]},
            "answerKey": "2",
        },
        [sft(f"Beaches are?\n\n{LETTERS}", "B. sand")],
    ),
    (
        "Rowan/hellaswag",
        {"ctx": "Beaches are", "endings": ["salt", "sand", "silt"], "label": "1"},
        [sft(f"Beaches are\n\n{LETTERS}", "B. sand")],
    ),
    (
        "allenai/winogrande",
        {
            "sentence": "The boat beat the raft as _ was fast.",
            "option1": "boat",
            "option2": "raft",
            "answer": "1",
        },
        [sft("The boat beat the raft as _ was fast.\n\nA. boat\nB. raft", "A. boat")],
    ),
    (
        "openlifescienceai/medmcqa",
        {
            "question": "Scurvy lacks?",
            "opa": "A",
            "opb": "B12",
            "opc": "C",
            "opd": "D",
            "cop": 2,
            "exp": None,
        },
        [sft("Scurvy lacks?\n\nA. A\nB. B12\nC. C\nD. D", "C. C")],
    ),
    (
        "hiyouga/glaive-function-calling-v2-sharegpt",
        {
            "conversations": [
                {"from": "human", "value": "Tide?"},
                {"from": "function_call", "value": '{"name": "tide", "arguments": {}}'},
                {"from": "observation", "value": '{"at": "6:10"}'},
                {"from": "gpt", "value": "At 6:10."},
            ],
            "tools": json.dumps([TIDE]),
        },
        [
            {
                "messages": called("Tide?", "tide", "{}", '{"at": "6:10"}', "At 6:10."),
                "tools": [TIDE_TOOL],
            }
        ],
    ),
    (
        "Team-ACE/ToolACE",
        {
            "system": TIDES,
            "conversations": [
                {"from": "user", "value": "Tide?"},
                {"from": "assistant", "value": "[tide()]"},
                {"from": "tool", "value": AT_6_10},
                {"from": "assistant", "value": "6:10."},
            ],
        },
        [
            {
                "messages": [
                    {"role": "system", "content": TIDES},
                    *called("Tide?", "tide", "{}", AT_6_10, "6:10."),
                ],
                "tools": [TIDE_TOOL],
            }
        ],
    ),
    (
        "Anthropic/hh-rlhf",
        {
            "chosen": "\n\nHuman: Hi\n\nAssistant: Hello!",
            "rejected": "\n\nHuman: Hi\n\nAssistant: What?",
        },
        [dpo("Hi", better="Hello!", worse="What?")],
    ),
    (
        "openbmb/UltraFeedback",
        {
            "instruction": "Say hi.",
            "completions": [
                {"model": "a", "response": "No.", "fine-grained_score": 1.5},
                {"model": "b", "response": "Hi!", "fine-grained_score": 4.5},
                {"model": "c", "response": "?", "fine-grained_score": None},
            ],
        },
        [dpo("Say hi.", better="Hi!", worse="No.")],
    ),
    (
        "berkeley-nest/Nectar",
        {
            "prompt": "\n\nHuman: Hi\n\nAssistant: ",
            "answers": [{"answer": "Meh.", "rank": 7.0}, {"answer": "Hello!", "rank": 1.0}],
            "turns": 1,
        },
        [dpo("Hi", better="Hello!", worse="Meh.")],
    ),
    (
        "stanfordnlp/SHP",
        {"history": "Why tides?", "human_ref_A": "The moon.", "human_ref_B": "Magic.", "labels": 1},
        [dpo("Why tides?", better="The moon.", worse="Magic.")],
    ),
    (
        "openai/webgpt_comparisons",
        {
            "question": {"full_text": "Why tides?"},
            "answer_0": "Magic.",
            "answer_1": "The moon.",
            "score_0": -0.5,
            "score_1": 0.5,
        },
        [dpo("Why tides?", better="The moon.", worse="Magic.")],
    ),
    (
        "llamafactory/DPO-En-Zh-20k",
        {
            "conversations": shared("Hi"),
            "chosen": {"from": "gpt", "value": "Hello!"},
            "rejected": {"from": "gpt", "value": "What?"},
        },
        [dpo("Hi", better="Hello!", worse="What?")],
    ),
    (
        "openbmb/UltraInteract_pair",
        {
            "task": "t",
            "trajectory": shared("Hi", names=("user", "assistant")),
            "chosen": "Hello!",
            "rejected": "What?",
            "id": "1",
        },
        [dpo("Hi", better="Hello!", worse="What?")],
    ),
]


def plain(record: Row) -> Row:
    """Return RECORD with blank ids of calls, as they are made up."""
    for message in record.get("messages", ()):
        for call in message.get("tool_calls", ()):
            call["id"] = ""
        if "tool_call_id" in message:
            message["tool_call_id"] = ""
    return record


@pytest.mark.parametrize(("hub", "row", "expected"), ROWS)
def test_a_row_becomes_what_is_expected_by_the_format_that_lists_its_data_set(
    hub: str, row: Row, expected: list[Row], tmp_path: Path
) -> None:
    (tmp_path / "row.jsonl").write_text(json.dumps(row))
    out = tmp_path / "out.jsonl"
    formats = [name for name in definition.names() if hub in definition.built_in(name).hub]
    assert formats

    made = []
    for name in formats:
        convert([str(tmp_path / "row.jsonl")], to=str(out), format=name, force=True)
        made.append(
            [plain(json.loads(line)) for line in out.read_text().splitlines()]
            if out.exists()
            else []
        )
        out.unlink(missing_ok=True)

    assert expected in made
