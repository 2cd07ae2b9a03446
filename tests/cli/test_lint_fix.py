"""``dataprep lint`` with --fix, --unsafe-fixes and --diff: streams, exit codes, and a kill."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chat_records import lines
from command import Run
from dataprep import schema

BAD = lines(60).replace('"user"', '"human"', 1)


def test_a_file_is_fixed_and_the_report_says_so(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(BAD)

    done = dataprep("lint", "--fix", "x.jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ("Fixed 1 finding.\nNo findings in 60 records in 1 file (openai/sft).\n")
    assert (tmp_path / "x.jsonl").read_text() == lines(60)


def test_standard_input_is_fixed_to_standard_output(dataprep: Run) -> None:
    done = dataprep("lint", "--fix", "-", stdin=BAD)

    assert done.stdout == lines(60)
    assert done.stderr == "Fixed 1 finding.\nNo findings in 60 records in 1 file (openai/sft).\n"


def test_what_remains_decides_the_exit_code(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(f"{BAD}no JSON\n")

    done = dataprep("lint", "--fix", "x.jsonl")

    assert done.returncode == 1
    assert done.stdout.startswith("x.jsonl:61:1: error DP011")


def test_settings_say_what_is_fixed(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "dataprep.toml").write_text(
        '[lint.rules.unknown-role]\nseverity = "off"\n'
        '[lint.per-path-ignores]\n"raw/*" = ["trailing-comma"]\n'
    )
    (tmp_path / "raw").mkdir()
    bad = BAD.replace("\n", ",\n", 1)
    (tmp_path / "x.jsonl").write_text(bad)
    (tmp_path / "raw" / "x.jsonl").write_text(bad)

    dataprep("lint", "--fix", ".")

    assert (tmp_path / "x.jsonl").read_text() == BAD
    assert (tmp_path / "raw" / "x.jsonl").read_text() == bad


def test_a_difference_is_shown_and_nothing_written(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(BAD)
    old, new = BAD.splitlines()[0], lines(60).splitlines()[0]

    done = dataprep("lint", "--diff", "x.jsonl")

    assert (done.returncode, done.stderr) == (1, "Would fix 1 finding.\n")
    assert done.stdout == f"--- x.jsonl\n+++ x.jsonl\n@@ -1,1 +1,1 @@\n-{old}\n+{new}\n"
    assert (tmp_path / "x.jsonl").read_text() == BAD


def test_without_a_difference_the_exit_code_is_0(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(f"{lines(60)}no JSON\n")

    done = dataprep("lint", "--diff", "x.jsonl")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Would fix 0 findings.\n")


def test_unsafe_fixes_alone_are_refused(dataprep: Run) -> None:
    done = dataprep("lint", "--unsafe-fixes", "-", stdin=BAD)

    assert (done.returncode, done.stdout) == (2, "")
    assert "--unsafe-fixes goes with --fix or --diff" in done.stderr


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_baseline_is_not_written_while_files_are_fixed(
    dataprep: Run, tmp_path: Path, option: str
) -> None:
    (tmp_path / "x.jsonl").write_text(BAD)

    done = dataprep("lint", "x.jsonl", option, "--write-baseline", "known.json")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"run `dataprep lint {option}` before" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


def test_the_report_of_a_machine_names_the_fixes(dataprep: Run) -> None:
    doubled = BAD + lines(60).splitlines()[-1]

    done = dataprep("lint", "-", "--output-format", "json", stdin=doubled)

    report = json.loads(done.stdout)
    assert schema.hand_written_fault("dataprep/report", report) is None
    assert [found["fix"] for found in report["findings"]] == [
        {"safety": "safe", "title": "write 'user'"},
        {"safety": "unsafe", "title": "remove the line"},
    ]
    assert (report["fixed"], report["fixable"], report["unsafely_fixable"]) == (0, 1, 1)


def test_a_kill_leaves_the_old_file_whole(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    old = BAD * 3000
    file.write_text(old)
    command = [sys.executable, "-m", "dataprep", "lint", "--fix", "--jobs", "1", "x.jsonl"]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)

    while not (new := list(tmp_path.glob(".x.jsonl.*.tmp"))) or not new[0].stat().st_size:
        time.sleep(0.001)
        assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()

    assert file.read_text() == old
