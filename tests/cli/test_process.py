"""How a run ends: streams, signals and pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chat_records import lines
from command import Run

GOOD = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
COMMAND = [sys.executable, "-m", "dataprep"]


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD * 40_000)
    command = [*COMMAND, "convert", "x.jsonl", "--to", "-", "--jobs", "1"]
    done = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout
    assert done.stderr

    done.stdout.read(10)
    done.stdout.close()

    assert (done.stderr.read(), done.wait()) == (b"", 0)
    done.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_leaves_nothing(tmp_path: Path, number: int) -> None:
    os.mkfifo(tmp_path / "x.jsonl")
    command = [*COMMAND, "convert", "x.jsonl", "--to", "out.jsonl", "--jobs", "1"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    with (tmp_path / "x.jsonl").open("w") as pipe:
        for _ in range(400):
            pipe.write(GOOD * 500)
        pipe.flush()
        while not list(tmp_path.glob(".out.jsonl.*")):
            time.sleep(0.01)
        running.send_signal(number)
        _, said = running.communicate()

    assert running.returncode == 128 + number
    assert b"Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


def test_a_pipe_is_read_as_a_file_is(dataprep: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.jsonl")
    with subprocess.Popen(["sh", "-c", f"printf '%s' '{lines(50)}' > x.jsonl"], cwd=tmp_path):
        done = dataprep("lint", "x.jsonl")

    assert done.stdout == "No findings in 50 records in 1 file (openai/sft).\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_fault_of_ours(tmp_path: Path, closed: str) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD * 10)
    line = f"{sys.executable} -m dataprep lint x.jsonl {closed}"

    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, check=False)  # noqa: S602 — our own line

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_that_knows_only_ascii_gets_a_report(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD.replace("user", "höflich") * 10, "utf-8")
    done = subprocess.run(
        [*COMMAND, "lint", "x.jsonl"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )

    assert (done.returncode, done.stderr) == (1, b"")


def test_what_a_record_holds_does_not_steer_the_terminal(dataprep: Run, tmp_path: Path) -> None:
    role = "\\u001b[31mred\\nx.jsonl:1:1: error"
    (tmp_path / "x.jsonl").write_text(lines(50) + GOOD.replace("user", role))

    said = dataprep("lint", "x.jsonl").stdout.splitlines()

    assert len(said) == 7
    assert "'\\x1b[31mred\\nx.jsonl:1:1: error' is not a role" in said[0]
