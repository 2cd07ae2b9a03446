from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import Run
from dataprep import schema
from serving import end_service

ELLE = Path(__file__).parents[2] / "samples" / "elle"


@pytest.fixture
def elle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sample of the quick start, alone in a folder, and the service that it starts."""
    for name in ("limericks.csv", "pipeline.toml"):
        shutil.copy(ELLE / name, tmp_path)
    monkeypatch.setenv("DATAPREP_DATA", str(tmp_path / "data"))
    yield tmp_path
    end_service(tmp_path / "data")


def test_the_quick_start_shows_each_stage(dataprep: Run, elle: Path) -> None:
    done = dataprep("run", "pipeline.toml")

    assert done.returncode == 0
    for said in (
        "16 rows -> 16 records",
        "0 errors, 2 warnings in 16 records in 2 files",
        "977       8          7,816",
        "$0.0391",
        "status           succeeded",
        "trained tokens   7,816",
        "user: Tell me about Strontium",
    ):
        assert said in done.stdout
    losses = [float(loss) for loss in re.findall(r"training loss=([\d.]+)", done.stderr)]
    assert losses[-1] < losses[0] / 2
    for said in ("in its place is a small model", "status: validating_files", "status: succeeded"):
        assert said in done.stderr


def test_the_second_run_says_what_is_unchanged(dataprep: Run, elle: Path) -> None:
    dataprep("run", "pipeline.toml")

    done = dataprep("run", "pipeline.toml")

    assert done.stdout.startswith("convert\n(unchanged since the last run)\n")
    assert "launch\n(unchanged since the last run)\n" in done.stdout
    assert "compare\n(unchanged since the last run)\n" in done.stdout
    assert done.stderr == ""


def test_the_end_sums_it_up_and_the_answers_are_saved(dataprep: Run, elle: Path) -> None:
    with (elle / "pipeline.toml").open("a") as file:
        file.write('\nto = "answers/page.html"\n')

    done = dataprep("run", "pipeline.toml")

    summary = done.stdout[done.stdout.index("summary\n") :].splitlines()[1:]
    assert [line.split()[:2] for line in summary] == [
        [stage, "done"] for stage in ("convert", "lint", "estimate", "launch", "compare")
    ]
    assert "succeeded: ft:" in summary[3]
    assert (elle / "answers/page.html").read_text().startswith("<!doctype html>")


def test_the_json_meets_its_schema(dataprep: Run, elle: Path) -> None:
    document = json.loads(dataprep("run", "pipeline.toml", "--output-format", "json").stdout)

    assert list(schema.faults("dataprep/run", document)) == []
    stages = ["convert", "lint", "estimate", "launch", "compare"]
    assert [stage["stage"] for stage in document["stages"]] == stages


def test_findings_end_it_with_exit_1(dataprep: Run, elle: Path) -> None:
    limericks = (elle / "limericks.csv").read_text("utf-8")
    (elle / "limericks.csv").write_text(limericks[: limericks.index("Tell me about Iron")], "utf-8")

    done = dataprep("run", "pipeline.toml")

    assert done.returncode == 1
    assert "DP501" in done.stdout
    assert "\nestimate" not in done.stdout


def test_a_missing_pipeline_exits_2(dataprep: Run) -> None:
    done = dataprep("run", "nowhere.toml")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: nowhere.toml: no such file; check the path\n"
