from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from command import Run
from dataprep import schema
from dataprep.service.local.base import LocalBase, write
from openai_server import KEY, Server, dropped, event, refused

MODEL = ("--model", "gpt-4.1-mini")


def test_a_launch_shows_the_job(dataprep: Run, server: Server, train: str) -> None:
    done = dataprep("launch", train, *MODEL, "--base-url", server.url, "--yes")

    assert done.returncode == 0
    assert done.stdout.startswith("job              ftjob-1\nstatus           validating_files\n")
    assert f"{train} to openai at {server.url}\ngpt-4.1-mini, " in done.stderr
    assert "in 3 epochs, about $0.0" in done.stderr
    assert f"jobs watch ftjob-1 --provider openai --base-url {server.url}" in done.stderr


def test_a_second_launch_shows_the_same_job(dataprep: Run, server: Server, train: str) -> None:
    first = dataprep("launch", train, *MODEL, "--base-url", server.url, "--yes")
    second = dataprep("launch", train, *MODEL, "--base-url", server.url)

    assert second.stdout == first.stdout
    assert "ftjob-1 was launched before" in second.stderr
    assert len(server.jobs) == len(server.uploads) == 1


def test_a_connection_dropped_after_create_leaves_one_job(
    dataprep: Run, server: Server, train: str
) -> None:
    server.after_create = [dropped]

    done = dataprep("launch", train, *MODEL, "--base-url", server.url, "--yes")

    assert (done.returncode, len(server.jobs)) == (0, 1)
    assert "ftjob-1" in done.stdout


def test_the_end_of_a_job_comes_with_its_bill(dataprep: Run, server: Server, train: str) -> None:
    asked = ("launch", train, *MODEL, "--epochs", "1", "--base-url", server.url, "--yes")
    assert "billed" not in dataprep(*asked).stderr
    [run] = json.loads(Path(train).with_name("train.dataprep.json").read_bytes())["runs"]
    estimated = run["estimated"]["tokens"]
    server.jobs["ftjob-1"] |= {"status": "succeeded", "trained_tokens": estimated // 2}
    place = ("--provider", "openai", "--base-url", server.url)

    for done in (dataprep(*asked), dataprep("jobs", "watch", "ftjob-1", *place)):
        assert (
            f"billed: {estimated // 2} tokens, where {estimated:,} were estimated (+100"
            in done.stderr
        )


def test_without_a_terminal_it_does_not_ask(dataprep: Run, server: Server, train: str) -> None:
    done = dataprep("launch", train, *MODEL, "--base-url", server.url, stdin="y\n")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "there is no terminal to ask at; give --yes to launch without asking\n"
    )
    assert server.requests == []


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("gpt-4.1-mini", "free: a rehearsal on this machine"),
        ("rehearsal", "free: a rehearsal on this machine"),
        ("mine", "free: trained on this machine"),
        ("ft:mine:local::1", "free: trained on this machine"),
    ],
)
def test_only_what_is_not_trained_itself_is_called_a_rehearsal(
    dataprep: Run,
    train: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    model: str,
    said: str,
) -> None:
    monkeypatch.setenv("DATAPREP_DATA", str(tmp_path))
    (tmp_path / "bases" / "mine").mkdir(parents=True)
    write(LocalBase("mine", "a test", Path()), tmp_path / "bases" / "mine")

    done = dataprep("launch", train, "--provider", "local", "--model", model, "--dry-run")

    assert done.returncode == 0
    assert f"epochs, {said}\n" in done.stderr


def test_a_dry_run_shows_the_request(dataprep: Run, server: Server, train: str) -> None:
    done = dataprep("launch", train, *MODEL, "--dry-run", "--epochs", "2", "--metadata", "a=b")

    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "model": "gpt-4.1-mini",
        "training_file": train,
        "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 2}}},
        "metadata": {"a": "b"},
    }


def test_findings_exit_1_and_are_shown(dataprep: Run, server: Server, train: str) -> None:
    with open(train, "a") as file:  # noqa: PTH123 — a line more
        file.write("{\n")

    done = dataprep("launch", train, *MODEL, "--base-url", server.url, "--yes")

    assert done.returncode == 1
    assert "DP027" in done.stdout
    assert done.stderr == "not launched, as lint found errors; nothing was sent\n"


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--watch",)])
def test_the_json_meets_its_schema(
    dataprep: Run, server: Server, train: str, more: tuple[str, ...]
) -> None:
    server.on_poll = lambda server: server.jobs["ftjob-1"].update(status="cancelled")

    done = dataprep(
        "launch", train, *MODEL, "--base-url", server.url, "--yes", "--output-format", "json", *more
    )

    document = json.loads(done.stdout)
    assert list(schema.faults("dataprep/launch", document)) == []
    assert document["outcome"] == ("dry-run" if "--dry-run" in more else "created")
    assert done.returncode == (1 if "--watch" in more else 0)


def test_watching_ends_with_the_name_of_the_model(
    dataprep: Run, server: Server, train: str
) -> None:
    server.events = [event(1, "Step 1/2"), event(2, "Step 2/2", {"step": 2, "train_loss": 0.5})]
    server.on_poll = lambda server: server.jobs["ftjob-1"].update(
        status="succeeded", fine_tuned_model="ft:gpt-4.1-mini:us"
    )

    done = dataprep("launch", train, *MODEL, "--base-url", server.url, "--yes", "--watch")

    assert (done.returncode, done.stdout) == (0, "ft:gpt-4.1-mini:us\n")
    assert done.stderr.index("Step 1/2") < done.stderr.index("Step 2/2")


def test_a_refusal_exits_2_with_what_can_be_done(dataprep: Run, server: Server, train: str) -> None:
    server.before_create = [refused]

    done = dataprep("launch", train, *MODEL, "--base-url", server.url, "--yes")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"{train} is uploaded as file-1" in done.stderr
    assert "nobody from 2027-01-06 on" in done.stderr
    assert KEY not in done.stderr


def test_a_settings_file_cannot_say_where_the_key_goes(
    dataprep: Run, server: Server, train: str, tmp_path: Path
) -> None:
    (tmp_path / "dataprep.toml").write_text(f'[launch]\nbase-url = "{server.url}"\n')

    done = dataprep("launch", train, *MODEL, "--yes")

    assert (done.returncode, server.requests) == (2, [])
    assert "[launch] base-url cannot stand in a file" in done.stderr


def test_a_broken_key_is_not_shown_even_for_a_fault(
    dataprep: Run, server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"{KEY}\u2013")
    place = ("--base-url", server.url)

    done = dataprep("--debug", "launch", train, *MODEL, *place, "--yes")

    assert done.returncode == 2
    assert "OPENAI_API_KEY holds characters that no key has" in done.stderr
    assert KEY not in done.stderr


def test_metadata_is_pairs(dataprep: Run, train: str) -> None:
    done = dataprep("launch", train, *MODEL, "--metadata", "a")

    assert done.returncode == 2
    assert "'a' is not KEY=VALUE" in done.stderr


@pytest.mark.parametrize(("answer", "left"), [("y", []), ("n", ["file-1"])])
def test_what_was_uploaded_for_nothing_may_be_deleted(
    server: Server, train: str, answer: str, left: list[str]
) -> None:
    server.before_create = [refused]
    master, terminal = pty.openpty()
    arguments = ["launch", train, "--model", "gpt-4.1-mini", "--base-url", server.url, "--yes"]
    os.write(master, f"{answer}\n".encode())

    done = subprocess.run(
        [sys.executable, "-m", "dataprep", *arguments],
        stdin=terminal,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(master)
    os.close(terminal)

    assert done.returncode == 2
    assert "openai takes no job. Delete file-1 there?" in done.stderr
    assert server.files == left
