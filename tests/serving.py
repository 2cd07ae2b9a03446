"""The service as its users have it: a process of its own, on a free port of this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openai import OpenAI
from openai.types.fine_tuning import FineTuningJob

ELLE = "You are Elle, a chatbot that knows its chemistry."
LIMERICKS = Path(__file__).parents[1] / "samples" / "elle" / "limericks.csv"
FINISHED = ("succeeded", "failed", "cancelled")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve FOLDER, giving the process and its URL, and end it."""
    command = [sys.executable, "-m", "dataprep", "serve", "--port", "0", "--data", str(folder)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().removeprefix("Listening on ").strip()
        yield process, url
        process.terminate()


def end_service(folder: Path) -> None:
    """End the service that was started in the background for FOLDER, if there is one."""
    note = folder / "service.json"
    if not note.exists():
        return
    os.kill(json.loads(note.read_text("utf-8"))["pid"], signal.SIGTERM)
    while note.exists():
        time.sleep(0.02)


@contextmanager
def client(url: str) -> Iterator[OpenAI]:
    """Give OpenAI's own client of the service at URL; any key will do."""
    with OpenAI(base_url=url, api_key="any", max_retries=0) as opened:
        yield opened


def finished(openai: OpenAI, job_id: str) -> FineTuningJob:
    """Wait for the end of a job."""
    while (job := openai.fine_tuning.jobs.retrieve(job_id)).status not in FINISHED:
        time.sleep(0.02)
    return job
