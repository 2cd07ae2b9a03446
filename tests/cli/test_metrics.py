from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from command import Run
from dataprep import schema
from openai_server import Server, event, job

TABLE = "step,train_loss,train_accuracy\n1,2.5,0.1\n2,1.25,0.5\n3,0.75,\n"


@pytest.fixture
def place(server: Server) -> tuple[str, ...]:
    """The options that name the server, which has one job that has succeeded."""
    server.jobs["ftjob-1"] = job("ftjob-1", {"model": "base", "training_file": "file-1"})
    return ("ftjob-1", "--provider", "openai", "--base-url", server.url)


def results(server: Server, content: bytes) -> None:
    server.jobs["ftjob-1"]["result_files"] = [server.hold("results.csv", content)]


@pytest.mark.parametrize("content", [TABLE.encode(), base64.b64encode(TABLE.encode())])
def test_a_result_file_is_shown_whether_or_not_it_is_base64(
    dataprep: Run, server: Server, place: tuple[str, ...], content: bytes
) -> None:
    results(server, content)

    done = dataprep("jobs", "metrics", *place)

    assert (done.returncode, done.stdout) == (0, TABLE)


def test_a_job_that_runs_is_measured_by_its_events(
    dataprep: Run, server: Server, place: tuple[str, ...]
) -> None:
    steps = [{"step": n, "total_steps": 2, "train_loss": 1 / n} for n in (1, 2)]
    server.events = [event(n, "step", data) for n, data in enumerate(steps)] + [event(3, "said")]

    assert dataprep("jobs", "metrics", *place).stdout == "step,train_loss\n1,1.0\n2,0.5\n"


def test_the_json_meets_its_schema(dataprep: Run, server: Server, place: tuple[str, ...]) -> None:
    results(server, TABLE.encode())

    document = json.loads(dataprep("jobs", "metrics", *place, "--output-format", "json").stdout)

    assert list(schema.faults("dataprep/metrics", document)) == []
    assert document["metrics"][2] == {"step": 3, "train_loss": 0.75, "train_accuracy": None}


@pytest.mark.parametrize(
    ("name", "begins"),
    [("m.csv", b"step,train_loss"), ("m.html", b"<!doctype html>"), ("m.png", b"\x89PNG\r\n")],
)
def test_metrics_are_written_in_the_form_that_the_name_says(
    dataprep: Run, server: Server, place: tuple[str, ...], tmp_path: Path, name: str, begins: bytes
) -> None:
    results(server, TABLE.encode())

    done = dataprep("jobs", "metrics", *place, "--to", name)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_page_of_metrics_needs_no_network_and_escapes(
    dataprep: Run, server: Server, place: tuple[str, ...], tmp_path: Path
) -> None:
    results(server, TABLE.replace("train_accuracy", "<script>").encode())

    dataprep("jobs", "metrics", *place, "--to", "m.html")

    page = (tmp_path / "m.html").read_text()
    assert "<svg" in page
    assert not any(sign in page for sign in ("<script", "src=", 'href="http', "@import"))


@pytest.mark.parametrize("name", ["m.pdf", "there.csv"])
def test_where_metrics_cannot_be_written_nothing_is_asked_for(
    dataprep: Run, server: Server, place: tuple[str, ...], tmp_path: Path, name: str
) -> None:
    (tmp_path / "there.csv").write_text("mine")

    assert dataprep("jobs", "metrics", *place, "--to", name).returncode == 2
    assert server.requests == []


def test_a_job_without_metrics_says_so(dataprep: Run, place: tuple[str, ...]) -> None:
    done = dataprep("jobs", "metrics", *place)

    assert (done.returncode, done.stdout) == (2, "")
    assert "ftjob-1 has no metrics yet" in done.stderr


def test_checkpoints_are_listed_oldest_first(
    dataprep: Run, server: Server, place: tuple[str, ...]
) -> None:
    server.checkpoints = [
        {
            "object": "fine_tuning.job.checkpoint",
            "id": f"ftckpt_{step}",
            "created_at": 1_795_000_000,
            "fine_tuned_model_checkpoint": f"ft:base:ckpt-step-{step}",
            "fine_tuning_job_id": "ftjob-1",
            "metrics": {"step": step, "train_loss": 0.5},
            "step_number": step,
        }
        for step in (80, 90)
    ]

    done = dataprep("jobs", "checkpoints", *place)
    document = json.loads(dataprep("jobs", "checkpoints", *place, "--output-format", "json").stdout)

    first, _ = done.stdout.splitlines()
    assert first == "step 80      ft:base:ckpt-step-80  train_loss 0.5000"
    assert list(schema.faults("dataprep/checkpoints", document)) == []
