"""The service as its users have it: a process of its own, on a free port of this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from openai import OpenAI
from openai.types.fine_tuning import FineTuningJob

from dataprep.service.wire import FINISHED

ELLE = "You are Elle, a chatbot that knows its chemistry."
LIMERICKS = Path(__file__).parents[1] / "samples" / "elle" / "limericks.csv"
SECONDS = 30.0
NO_PROCESS = 2**31 - 1  # as an id: systems end before that


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve FOLDER, giving the process and its URL, and end it."""
    command = [sys.executable, "-m", "dataprep", "serve", "--port", "0", "--data", str(folder)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().removeprefix("Listening on ").strip()
            assert url, "the service did not start"
            yield process, url
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS)
            process.kill()


def end_service(folder: Path) -> None:
    """End the service that was started in the background for FOLDER, if there is one."""
    note = folder / "service.json"
    try:
        pid = json.loads(note.read_text("utf-8"))["pid"]
        assert pid > 0, f"{pid} is no process, but many"
        os.kill(pid, signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError):
        return
    wait_until(lambda: not note.exists(), f"the service in {folder} has ended")


@contextmanager
def client(url: str) -> Iterator[OpenAI]:
    """Give OpenAI's own client of the service at URL; any key will do."""
    with OpenAI(base_url=url, api_key="any", max_retries=0) as opened:
        yield opened


def finished(openai: OpenAI, job_id: str) -> FineTuningJob:
    """Wait for the end of a job."""
    jobs = openai.fine_tuning.jobs
    wait_until(lambda: jobs.retrieve(job_id).status in FINISHED, f"{job_id} is finished")
    return jobs.retrieve(job_id)


def wait_until(so: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Wait until it is SO, or fail saying WHAT is not."""
    deadline = time.monotonic() + seconds
    while not so():
        if time.monotonic() > deadline:
            pytest.fail(f"after {seconds:g} s it is not so that {what}")
        time.sleep(0.02)
