from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from chat_records import lines
from command import Run
from dataprep import schema
from dataprep.cli.show import parsed

CHAT = """{"messages": [
 {"role": "system", "content": "Answer in one word."},
 {"role": "user", "content": [{"type": "text", "text": "What is this?"},
   {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]},
 {"role": "assistant", "content": "Hm.", "weight": 0},
 {"role": "user", "content": "And the weather in Ōsaka?"},
 {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function",
   "function": {"name": "weather", "arguments": "{\\"city\\": \\"Ōsaka\\"}"}}]},
 {"role": "tool", "tool_call_id": "c1", "content": "19 °C"},
 {"role": "asistant", "content": "Mild\\u001b[31m."}],
 "tools": [{"type": "function", "function": {"name": "weather", "description": "Looks outside.",
   "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}}]}
""".replace("\n", "")
PAIR = """{"input": {"messages": [{"role": "user", "content": "Which metal is liquid?"}]},
 "preferred_output": [{"role": "assistant", "content": "Mercury."}],
 "non_preferred_output": [{"role": "assistant", "content": "Iron."}]}""".replace("\n", "")
ITEM = '{"messages": [{"role": "user", "content": "2 + 2?"}], "answer": "4"}'
ROW = '{"instruction": "Say hello.", "output": "Hello."}'
BROKEN = '{"messages": [{"role": "user", "content": "é"},}'


@pytest.fixture(autouse=True)
def a_file(tmp_path: Path) -> None:
    text = "".join(f"{line}\n" for line in (CHAT, PAIR, ITEM, ROW, BROKEN))
    (tmp_path / "x.jsonl").write_text(text, "utf-8")


def document(done: str) -> dict[str, object]:
    shown: dict[str, object] = json.loads(done)
    assert list(schema.faults("dataprep/conversation", shown)) == []
    return shown


def test_a_record_is_shown_message_by_message(dataprep: Run) -> None:
    done = dataprep("show", "x.jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    assert "[image: data:image/png;base64, 12 characters]" in done.stdout
    assert '-> weather({"city": "Ōsaka"})  c1' in done.stdout
    assert "weather(city)  Looks outside." in done.stdout
    assert "tool (c1)" in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_what_is_found_in_a_message_stands_below_it(dataprep: Run) -> None:
    shown = document(dataprep("show", "x.jsonl", "--output-format", "json").stdout)

    codes = [[f["code"] for f in said["findings"]] for said in shown["messages"]]  # type: ignore[attr-defined]
    assert codes == [[]] * 6 + [["DP203"]]
    assert [f["line"] for f in shown["messages"][6]["findings"]] == [1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "uses"),
    [
        (1, ["context", "context", "context", "context", "trained", "context", "context"]),
        (2, ["context", "preferred", "non-preferred"]),
        (3, ["context"]),
        (4, []),
        (5, []),
    ],
)
def test_it_is_said_what_training_makes_of_a_message(
    dataprep: Run, line: int, uses: list[str]
) -> None:
    shown = document(dataprep("show", f"x.jsonl:{line}", "--output-format", "json").stdout)

    assert [said["use"] for said in shown["messages"]] == uses  # type: ignore[attr-defined]
    assert shown["line"] == line


def test_the_tokens_of_the_messages_add_up_to_those_that_are_billed(
    dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "y.jsonl").write_text(lines(1), "utf-8")

    shown = document(dataprep("show", "y.jsonl", "--output-format", "json").stdout)
    bill = json.loads(
        dataprep("estimate", "y.jsonl", "--model", "gpt-4.1-mini", "--output-format", "json").stdout
    )

    tokens = [said["tokens"] for said in shown["messages"]]  # type: ignore[attr-defined]
    assert sum(tokens) + 1 == shown["tokens"] == bill["estimates"][0]["tokens_per_epoch"]


def test_a_model_counts_with_its_own_encoding(dataprep: Run) -> None:
    done = dataprep("show", "x.jsonl:2", "--model", "gpt-3.5-turbo", "--output-format", "json")

    assert document(done.stdout)["encoding"] == "cl100k_base"


def test_a_broken_line_shows_what_is_wrong_with_it(dataprep: Run) -> None:
    done = dataprep("show", "x.jsonl:5:48")

    assert done.returncode == 0
    assert BROKEN in done.stdout
    assert "error DP0" in done.stdout
    assert "^" in done.stdout


def test_fields_beside_the_conversation_are_shown(dataprep: Run) -> None:
    assert dataprep("show", "x.jsonl:3").stdout.splitlines()[-2:] == ["answer", "  4"]


def test_a_compressed_file_is_read_too(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress((tmp_path / "x.jsonl").read_bytes()))

    assert "Mercury." in dataprep("show", "x.jsonl.gz:2").stdout


def test_what_has_not_the_type_of_a_chat_is_shown_as_a_field(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "y.jsonl").write_text('{"messages": "Hello?", "input": [1], "tools": {}}\n')

    shown = document(dataprep("show", "y.jsonl", "--output-format", "json").stdout)

    assert shown["other"] == {"messages": "Hello?", "input": [1], "tools": {}}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x.jsonl:6",), "there is no line 6; the last one is 5"),
        (("x.jsonl:0",), "lines count from 1"),
        (("nowhere.jsonl:2",), "nowhere.jsonl: no such file"),
        (("x.jsonl", "--model", "gpt-4.1-mimi"), "did you mean gpt-4.1-mini"),
        (("array.jsonl",), "is a JSON array, not JSON Lines"),
        (("empty.jsonl",), "is empty"),
    ],
)
def test_what_cannot_be_shown_exits_2(
    dataprep: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "array.jsonl").write_text(f"[\n{ROW}\n]\n")
    (tmp_path / "empty.jsonl").write_text("")

    done = dataprep("show", *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("x.jsonl", ("x.jsonl", 1)),
        ("x.jsonl:7", ("x.jsonl", 7)),
        ("x.jsonl:7:12", ("x.jsonl", 7)),
        ("x.jsonl:7:12:", ("x.jsonl", 7)),
        (r"C:\data\x.jsonl", (r"C:\data\x.jsonl", 1)),
        (r"C:\data\x.jsonl:3", (r"C:\data\x.jsonl", 3)),
        ("a:b.jsonl:3", ("a:b.jsonl", 3)),
    ],
)
def test_a_place_is_read_as_editors_write_it(place: str, expected: tuple[str, int]) -> None:
    assert parsed(place) == expected
