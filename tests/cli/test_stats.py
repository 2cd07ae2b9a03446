"""``dataprep stats``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Run
from dataprep import schema

WEIGHTED = (
    '{"messages": [{"role": "user", "content": "hi"}, '
    '{"role": "assistant", "content": "hello", "weight": 0}, '
    '{"role": "user", "content": "Привет"}, {"role": "assistant", "content": "hello"}]}\n'
)


@pytest.fixture
def train(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(WEIGHTED * 2 + "broken\n", "utf-8")
    return path


SHOWN = f"""\
train.jsonl: 2 records, 395 bytes

records     2 sft; 1 line skipped
holding     weight 2
messages    8
tokens      44 an epoch, of which 2 (4.5 %) are trained
longest     22 tokens, 0 over the limit of 65,536
duplicates  1
findings    2 errors, 2 warnings (openai/sft)

Tokens of a record, by o200k_base
22 {"█" * 32} 2

Messages of a record
4 {"█" * 32} 2

Tokens by role, and what of them is trained
     user █████▋                           6, 0 % trained
assistant ███▊                             4, 50.0 % trained
  (other) {"█" * 32} 34

Letters by script
   Latin {"█" * 32} 66.7 %
Cyrillic {"█" * 16}                 33.3 %

Findings
count  severity  rule
───────────────────────────────────────
    1  error     DP026 unquoted-word
    1  error     DP501 too-few-examples
    1  warning   DP502 duplicate-record
    1  warning   DP705 closing-soon
`dataprep lint` lists them with their places.

Cost
model                    epochs  billed tokens     cost
───────────────────────────────────────────────────────
gpt-4.1-mini-2025-04-14      25          1,100  $0.0055
`dataprep estimate` says what they take for granted.
"""


def test_every_figure_has_its_plot_or_table(dataprep: Run, train: Path) -> None:
    done = dataprep("stats", "train.jsonl", "--model", "gpt-4.1-mini")
    assert (done.returncode, done.stderr) == (0, "")
    assert "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines()) == SHOWN


@pytest.mark.parametrize(("encoding", "block"), [("utf-8", "█"), ("ascii", "#")])
def test_bars_are_made_of_what_the_terminal_can_show(
    dataprep: Run, train: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, block: str
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    shown = dataprep("stats", "train.jsonl").stdout
    assert block * 32 in shown
    assert shown.isascii() == (encoding == "ascii")
    assert "\\u" not in shown


def test_the_json_meets_its_schema(dataprep: Run, train: Path) -> None:
    done = dataprep("stats", train, "--validation", train, "--output-format", "json")
    assert schema.hand_written_fault("dataprep/profile", json.loads(done.stdout)) is None


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nowhere.jsonl"], "error: nowhere.jsonl: no such file; check the path\n"),
        (["-"], "error: -: can be read only once, and is read three times; save it first\n"),
        (
            ["train.jsonl", "--model", "gpt-9"],
            "error: openai has no model 'gpt-9'; did you mean gpt-4?\n",
        ),
        (
            ["empty.jsonl"],
            "error: empty.jsonl: is empty, not JSON Lines; name a file with records\n",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    dataprep: Run, train: Path, arguments: list[str], error: str
) -> None:
    (train.parent / "empty.jsonl").touch()
    done = dataprep("stats", *arguments, stdin=WEIGHTED)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", error)
