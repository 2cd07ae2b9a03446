from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from command import Run
from serving import client, finished, serving

RECORD = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'


def test_it_says_where_it_listens_until_it_is_ended(tmp_path: Path) -> None:
    address = tmp_path / "service.json"
    with serving(tmp_path) as (process, url):
        assert json.loads(address.read_text()) == {"version": 1, "url": url, "pid": process.pid}
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert not address.exists()


def test_a_second_one_on_the_same_folder_is_refused(dataprep: Run, tmp_path: Path) -> None:
    with serving(tmp_path) as (_, url):
        done = dataprep("serve", "--port", "0", "--data", tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {tmp_path}: a service runs on this folder already, at {url}\n"


def test_a_port_that_is_taken_is_refused(dataprep: Run, tmp_path: Path) -> None:
    with serving(tmp_path / "first") as (_, url):
        port = url.split(":")[2].removesuffix("/v1")
        done = dataprep("serve", "--port", port, "--data", tmp_path / "second")

    assert done.returncode == 2
    assert done.stderr == (
        f"error: cannot listen on 127.0.0.1:{port}: Address already in use; choose another\n"
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "no host"])  # noqa: S104 — that it is warned of
def test_other_hosts_are_warned_of(dataprep: Run, tmp_path: Path, host: str) -> None:
    done = dataprep("serve", "--host", host, "--port", "0", "--data", tmp_path, "--idle", "0.001")

    assert done.stderr.startswith(f"warning: whoever reaches {host} can use this")


def test_it_ends_when_it_is_idle(dataprep: Run, tmp_path: Path) -> None:
    done = dataprep("serve", "--port", "0", "--data", tmp_path, "--idle", "0.001")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Listening on http://127.0.0.1:")


def test_a_folder_that_cannot_be_used_is_refused(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    done = dataprep("serve", "--port", "0", "--data", tmp_path / "file" / "below")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {tmp_path}/file/below: cannot be written: Not a directory\n"


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_job_that_was_at_work_has_failed_and_those_that_waited_are_done(
    tmp_path: Path, end: signal.Signals
) -> None:
    with serving(tmp_path) as (process, url), client(url) as openai:
        file = openai.files.create(file=("a.jsonl", RECORD.encode() * 100), purpose="fine-tune").id
        jobs = openai.fine_tuning.jobs
        slow, quick = (
            jobs.create(model="rehearsal", training_file=file, hyperparameters={"n_epochs": epochs})
            for epochs in (50, 1)
        )
        while jobs.retrieve(slow.id).status != "running":
            pass
        process.send_signal(end)
        process.wait()

    with serving(tmp_path) as (_, url), client(url) as openai:
        jobs = openai.fine_tuning.jobs
        error = jobs.retrieve(slow.id).error
        status = finished(openai, quick.id).status

    assert error is not None
    assert error.message.endswith("the service ended on the way; create it again")
    assert status == "succeeded"
