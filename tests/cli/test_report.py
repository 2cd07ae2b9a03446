"""``dataprep report``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat_records import lines
from command import Run
from dataprep import schema


@pytest.fixture
def train(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(lines(12), "utf-8")
    return path


def test_the_page_is_written_and_said(dataprep: Run, train: Path) -> None:
    done = dataprep("report", "train.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("report.html: 12 records on a page of ")
    page = (train.parent / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")


def test_a_page_that_exists_is_replaced_only_by_force(dataprep: Run, train: Path) -> None:
    page = train.parent / "page.html"
    page.write_text("mine")
    done = dataprep("report", train, "--to", page)
    error = f"error: {page}: exists already; give --force to replace it\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", error)
    assert page.read_text() == "mine"
    assert dataprep("report", train, "--to", page, "--force").returncode == 0
    assert page.read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    "files", [["train.jsonl"], ["."], ["held.jsonl", "--validation", "train.jsonl"]]
)
def test_the_page_never_takes_the_place_of_the_data(
    dataprep: Run, train: Path, files: list[str]
) -> None:
    (train.parent / "held.jsonl").write_text(lines(3), "utf-8")
    done = dataprep("report", *files, "--to", train, "--force")
    error = f"error: {train}: is one of the files to look at; name another with --to\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", error)
    assert train.read_text("utf-8") == lines(12)


def test_nothing_is_left_of_a_page_that_could_not_be_made(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_text("none of this is JSON\n")
    done = dataprep("report", "train.jsonl")
    assert done.returncode == 2
    assert done.stderr.startswith("error: train.jsonl: holds no sft record; ")
    assert [path.name for path in tmp_path.iterdir()] == ["train.jsonl"]


def test_the_page_can_go_to_standard_output(dataprep: Run, train: Path) -> None:
    done = dataprep("report", train, "--to", "-")
    assert done.returncode == 0
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.endswith("</html>\n")


def test_the_json_meets_its_schema(dataprep: Run, train: Path) -> None:
    done = dataprep("report", train, "--output-format", "json")
    said = json.loads(done.stdout)
    assert schema.hand_written_fault("dataprep/page", said) is None
    assert said["bytes"] == (train.parent / "report.html").stat().st_size


def test_the_validation_file_is_named_as_such(dataprep: Run, train: Path) -> None:
    (train.parent / "held.jsonl").write_text(lines(3), "utf-8")
    done = dataprep("report", "train.jsonl", "--validation", "held.jsonl", "--to", "-")
    assert "<b>held.jsonl</b> (validation)" in done.stdout
    assert "<dt>Records</dt><dd><b>12</b>" in done.stdout
    assert "leaked" in done.stdout or "validation-within-training" in done.stdout
