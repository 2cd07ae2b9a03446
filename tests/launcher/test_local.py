"""The local provider against the service it starts: the whole way, on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import Run
from serving import NO_PROCESS, client, end_service, serving

LAUNCH = ("--model", "gpt-4.1-mini", "--provider", "local", "--epochs", "1", "--yes")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a service that is started when it is needed, and ended after."""
    folder = tmp_path / "data"
    monkeypatch.setenv("DATAPREP_DATA", str(folder))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    yield folder
    end_service(folder)


def test_a_launch_trains_and_a_second_one_sends_nothing(
    dataprep: Run, data: Path, train: str
) -> None:
    first = dataprep("launch", train, *LAUNCH, "--watch")
    held = set((data / "files").iterdir())
    second = dataprep("launch", train, *LAUNCH, "--watch")
    listed = json.loads(dataprep("jobs", "list", "--output-format", "json").stdout)

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith("ft:gpt-4.1-mini-2025-04-14:")
    assert second.stdout == first.stdout
    assert "free: a rehearsal on this machine" in first.stderr
    assert "tokens, as estimated" in first.stderr
    assert "was launched before" in second.stderr
    assert len(listed["jobs"]) == 1
    assert set((data / "files").iterdir()) == held


def test_a_job_is_compared_with_its_base(dataprep: Run, data: Path, train: str) -> None:
    model = dataprep("launch", train, *LAUNCH, "--watch").stdout.strip()
    [run] = json.loads(Path(train).with_name("train.dataprep.json").read_bytes())["runs"]

    done = dataprep("compare", "--job", run["job"], "--prompt", "1?", "--output-format", "json")

    compared = json.loads(done.stdout)
    assert compared["models"] == ["gpt-4.1-mini-2025-04-14", model]
    assert all(answer["completion_tokens"] for answer in compared["prompts"][0]["answers"])


def test_a_model_that_is_closed_elsewhere_is_rehearsed(
    dataprep: Run, data: Path, train: str
) -> None:
    done = dataprep("launch", train, *LAUNCH, "--model", "gpt-3.5-turbo")

    assert done.returncode == 0


@pytest.mark.parametrize(
    "note",
    [
        {"version": 1, "url": "http://127.0.0.1:9/v1", "pid": NO_PROCESS, "token": "x"},
        {"url": 5},
        [],
    ],
)
def test_a_service_that_is_gone_is_started_again(
    dataprep: Run, data: Path, train: str, note: object
) -> None:
    data.mkdir()
    (data / "service.json").write_text(json.dumps(note))

    assert dataprep("upload", train, "--provider", "local").returncode == 0


def test_nothing_is_sent_to_a_service_of_another_folder(
    dataprep: Run, data: Path, train: str, tmp_path: Path
) -> None:
    data.mkdir()
    with serving(tmp_path / "other") as (_, url), client(url) as other:
        note = {"version": 1, "url": url, "pid": NO_PROCESS, "token": "of one that crashed"}
        (data / "service.json").write_text(json.dumps(note))

        assert dataprep("upload", train, "--provider", "local").returncode == 0
        assert other.files.list().data == []


def test_a_service_that_does_not_start_says_why(dataprep: Run, data: Path, train: str) -> None:
    data.mkdir()
    (data / "files").write_text("in the way")

    done = dataprep("launch", train, *LAUNCH)

    assert (done.returncode, done.stdout) == (2, "")
    assert "error: the local service did not start; it said: error: " in done.stderr
    assert str(data / "service.log") in done.stderr
