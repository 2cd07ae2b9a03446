from __future__ import annotations

import json
import shutil
import signal
import socket
from base64 import b64decode
from functools import partial
from pathlib import Path

import pytest

from command import Run
from serving import SECONDS, client, finished, serving, wait_until

RECORD = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'


def test_it_says_where_it_listens_until_it_is_ended(tmp_path: Path) -> None:
    address = tmp_path / "service.json"
    with serving(tmp_path) as (process, url):
        note = json.loads(address.read_text())
        assert len(note.pop("token")) == 32
        assert note == {"version": 1, "url": url, "pid": process.pid}
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
    assert not address.exists()


def has_ipv6() -> bool:
    """Say whether this machine has an address of that kind."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_it_is_reached_by_ipv6(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "::1") as (_, url), client(url) as openai:
        assert url.startswith("http://[::1]:")
        assert list(openai.files.list()) == []


def test_its_folder_may_be_removed_and_made_anew_by_another(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (old, _):
        shutil.rmtree(data)
        with serving(data) as (new, _):
            old.terminate()
            assert old.wait(SECONDS) == 0
            assert json.loads((data / "service.json").read_bytes())["pid"] == new.pid
            shutil.rmtree(data)
            new.terminate()
            assert new.wait(SECONDS) == 0


@pytest.mark.parametrize("damage", ["another file", "a page"])
def test_a_damaged_database_is_refused(dataprep: Run, tmp_path: Path, damage: str) -> None:
    database = tmp_path / "service.sqlite"
    with serving(tmp_path):
        pass
    whole = database.read_bytes()
    database.write_bytes(b"?" * 8192 if damage == "another file" else whole[:4096] + b"?" * 4096)

    done = dataprep("serve", "--port", "0", "--data", tmp_path)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"error: {database}: is damaged: ")


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
def test_jobs_go_on_however_often_the_service_ends(tmp_path: Path, end: signal.Signals) -> None:
    with serving(tmp_path) as (_, url), client(url) as openai:
        records = RECORD.replace('"b"', f'"{"b" * 500}"').encode() * 100
        file = openai.files.create(file=("a.jsonl", records), purpose="fine-tune").id
        create = openai.fine_tuning.jobs.create
        slow, quick = (
            create(model="rehearsal", training_file=file, hyperparameters={"n_epochs": epochs})
            for epochs in (2, 1)
        )
    for _ in range(5):
        with serving(tmp_path) as (process, url), client(url) as openai:
            newest = partial(openai.fine_tuning.jobs.list_events, slow.id, limit=1)
            seen = newest().data
            wait_until(partial(lambda now, old: now().data != old, newest, seen), "it goes on")
            process.send_signal(end)
            process.wait(SECONDS)

    with serving(tmp_path) as (_, url), client(url) as openai:
        done = finished(openai, slow.id)
        said = [event.message for event in openai.fine_tuning.jobs.list_events(slow.id)]
        steps = [each.split(":")[0] for each in reversed(said) if each.startswith("Step ")]
        rows = b64decode(openai.files.content(done.result_files[0]).read()).decode().splitlines()
        assert finished(openai, quick.id).status == "succeeded"

    assert done.status == "succeeded"
    assert steps == [f"Step {number}/200" for number in range(1, 201)]
    assert len(said) == len(set(said))
    assert [row.split(",")[0] for row in rows] == ["step", *map(str, range(1, 201))]
