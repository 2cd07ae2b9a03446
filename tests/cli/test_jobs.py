from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from command import Run
from dataprep import schema
from openai_server import Server, event, job, unauthorized


@pytest.fixture
def place(server: Server) -> tuple[str, ...]:
    """The options that name the server, which has one job with two events."""
    server.jobs["ftjob-1"] = job("ftjob-1", {"model": "base", "training_file": "file-1"})
    server.events = [event(1, "Created"), event(2, "Started") | {"level": "warn"}]
    return ("--provider", "openai", "--base-url", server.url)


def test_a_list_has_a_line_for_each_job(dataprep: Run, place: tuple[str, ...]) -> None:
    done = dataprep("jobs", "list", *place)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "ftjob-1  2026-11-18 11:06:40  validating_files  base\n"


def test_events_are_oldest_first(dataprep: Run, place: tuple[str, ...]) -> None:
    done = dataprep("jobs", "events", "ftjob-1", *place)

    assert done.stdout == "2026-11-18 11:06:41  Created\n2026-11-18 11:06:42  warn: Started\n"


@pytest.mark.parametrize(
    ("act", "status"), [("cancel", "cancelled"), ("pause", "paused"), ("resume", "running")]
)
def test_a_job_is_cancelled_or_rests_or_goes_on(
    dataprep: Run, server: Server, place: tuple[str, ...], act: str, status: str
) -> None:
    done = dataprep("jobs", act, "ftjob-1", *place)

    assert f"status           {status}\n" in done.stdout
    assert server.jobs["ftjob-1"]["status"] == status


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("list",), "jobs"),
        (("show", "ftjob-1"), "job"),
        (("events", "ftjob-1"), "events"),
        (("cancel", "ftjob-1"), "job"),
    ],
)
def test_the_json_meets_its_schema(
    dataprep: Run, place: tuple[str, ...], arguments: tuple[str, ...], name: str
) -> None:
    done = dataprep("jobs", *arguments, *place, "--output-format", "json")

    assert list(schema.faults(f"dataprep/{name}", json.loads(done.stdout))) == []


def test_a_failed_job_exits_1_with_its_error(
    dataprep: Run, server: Server, place: tuple[str, ...]
) -> None:
    server.jobs["ftjob-1"] |= {"status": "failed", "error": {"code": "x", "message": "too few"}}

    done = dataprep("jobs", "watch", "ftjob-1", *place)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("ftjob-1 is failed: too few\n")


def test_the_last_launch_is_meant(dataprep: Run, server: Server, train: str) -> None:
    dataprep("launch", train, "--model", "gpt-4.1-mini", "--base-url", server.url, "--yes")

    place = ("--provider", "openai", "--base-url", server.url)
    assert "ftjob-1" in dataprep("jobs", "show", *place).stdout
    assert f"it is at {server.url}" in dataprep("jobs", "show").stderr


def test_what_is_at_the_usual_place_needs_no_option(
    dataprep: Run, server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    dataprep("launch", train, "--model", "gpt-4.1-mini", "--yes")

    for command in ("list", "show"):
        done = dataprep("jobs", command)
        assert (done.returncode, "ftjob-1" in done.stdout) == (0, True)


@pytest.mark.parametrize("command", ["list", "show"])
def test_a_base_url_needs_its_provider(dataprep: Run, command: str) -> None:
    done = dataprep("jobs", command, "--base-url", "http://far/v1")

    assert done.returncode == 2
    assert "--base-url goes with --provider" in done.stderr


def test_what_a_server_says_cannot_steer_a_terminal(
    dataprep: Run, server: Server, place: tuple[str, ...]
) -> None:
    steer = "\x1b[2J"
    server.jobs["ftjob-1"] |= {"model": steer, "status": f"failed{steer}", "error": None}
    server.events = [event(1, f"Created{steer}")]

    for command in (("list",), ("show", "ftjob-1"), ("events", "ftjob-1")):
        done = dataprep("jobs", *command, *place)
        assert ("\x1b" in done.stdout, "\\x1b[2J" in done.stdout) == (False, True)


def test_a_server_that_is_gone_leaves_the_way_to_go_on(
    dataprep: Run, server: Server, place: tuple[str, ...]
) -> None:
    server.on_request = [unauthorized]

    done = dataprep("jobs", "watch", "ftjob-1", *place)

    assert done.returncode == 2
    assert f"follow it again: dataprep jobs watch ftjob-1 {' '.join(place)}\n" in done.stderr


def test_without_a_launch_a_job_must_be_named(dataprep: Run) -> None:
    done = dataprep("jobs", "show")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: say which job is meant: no job was launched here\n"


def test_an_interrupt_leaves_the_job_and_says_how_to_go_on(place: tuple[str, ...]) -> None:
    # A runner in the background ignores interrupts, and what it starts would do so too.
    script = (
        "import signal, dataprep.cli\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"dataprep.cli.main({['jobs', 'watch', 'ftjob-1', *place]!r})"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=30)

    assert process.returncode == 130
    assert first == "status: validating_files\n"
    assert f"follow it again: dataprep jobs watch ftjob-1 {' '.join(place)}\n" in rest
    assert rest.endswith("interrupted\n")
