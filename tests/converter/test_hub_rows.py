"""Data sets of the Hub, of which folders and a server on loopback stand in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from command import Run
from dataprep.converter.hub_rows import hub_tables
from dataprep.converter.rows import Batch, Reading, batches, rows
from dataprep.errors import SourceError, TruncatedSource, UsageError

ROWS = [{"question": f"q{n}", "answer": str(n)} for n in range(2500)]


def read(name: str, **reading: Any) -> list[Any]:
    return [row for batch in batches([name], Reading(**reading)) for row in rows(batch)]


def write_lines(path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
class TestAHubDataSet:
    """A folder of data files stands for one of the Hub: ``datasets`` reads both alike."""

    @pytest.fixture
    def name(self, tmp_path: Path) -> str:
        for split in ("train", "test"):
            write_lines(tmp_path / f"{split}.jsonl")
        return str(tmp_path)

    def test_its_train_split_is_read_where_none_is_named(self, name: str) -> None:
        assert [row for table in hub_tables(name) for row in rows(table)] == ROWS

    def test_its_only_split_is_read_where_there_is_no_train(self, name: str) -> None:
        tables: list[Batch] = list(hub_tables(name, data_files="test.jsonl"))

        assert [row for table in tables for row in rows(table)] == ROWS

    def test_a_split_that_is_not_there_names_those_that_are(self, name: str) -> None:
        with pytest.raises(UsageError, match="choose a --split of train, test"):
            next(hub_tables(name, split="validation"))

    def test_one_that_cannot_be_read_is_one_clear_error(self, name: str) -> None:
        with pytest.raises(SourceError, match="Check --config and --data-files"):
            next(hub_tables(name, config="small"))


def test_a_name_with_a_slash_that_is_no_path_is_on_the_hub(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(SourceError, match="org/name: Couldn't reach 'org/name' on the Hub"):
        read("org/name")


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (401, "GatedRepo", "Ask for access on its page, and set HF_TOKEN"),
        (403, "GatedRepo", "Ask for access on its page, and set HF_TOKEN"),
        (404, "RepoNotFound", "Check the name and --revision; a private data set needs HF_TOKEN"),
        (404, "RevisionNotFound", "Check the name and --revision"),
    ],
)
def test_what_the_hub_refuses_is_said_with_what_to_do(
    dataprep: Run,
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    code: str,
    said: str,
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", httpserver.url_for("").rstrip("/"))
    httpserver.expect_request(re.compile(".*")).respond_with_data(
        "", status=status, headers={"X-Error-Code": code, "X-Error-Message": "no"}
    )

    done = dataprep("convert", "org/name", "--to", "out.jsonl")

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 2


def test_a_data_set_made_by_a_script_is_said_with_a_way_round(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "made.py").write_text("")

    with pytest.raises(SourceError, match="try --revision refs/convert/parquet"):
        next(hub_tables(str(folder)))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_rows_before_a_failure_are_whole(tmp_path: Path) -> None:
    write_lines(tmp_path / "train-0.jsonl")
    (tmp_path / "train-1.jsonl").write_text('{"question": "q", "answer": [')
    found: list[Any] = []

    with pytest.raises(TruncatedSource):
        for table in hub_tables(str(tmp_path)):
            found += rows(table)

    # They come in batches of a thousand; what was not yet one is lost.
    assert found == ROWS[:2000]
