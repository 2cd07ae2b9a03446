"""The user's machine: the service of ``dataprep serve``, started when nobody has."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from functools import cached_property
from typing import TYPE_CHECKING

import openai

from dataprep import settings
from dataprep.errors import UsageError
from dataprep.launcher.openai_api.api import OpenAIApi
from dataprep.launcher.provider import Unreachable

if TYPE_CHECKING:
    from pathlib import Path

START_SECONDS = 60.0
OTHER_SECONDS = 2.0
SERVICE_HEADER = "x-dataprep-service"
IDLE_MINUTES = 30


class Local(OpenAIApi):
    """The service on this machine: nothing leaves it, and nothing is charged."""

    name = "local"
    free = True
    longest_pause = 0.1

    def __init__(self) -> None:
        super().__init__(None)

    @cached_property
    def client(self) -> openai.OpenAI:
        """A client of the service that runs, or of one that is started."""
        folder = settings.data_folder()
        return _running(folder) or _started(folder)


class _Direct(openai.DefaultHttpxClient):
    """A connection that no proxy of the environment stands in, closed like the SDK's own."""

    def __del__(self) -> None:
        self.close()


def provider(base_url: str | None) -> Local:
    """Return the service on this machine; it says itself where it is, so BASE_URL is None."""
    if base_url:
        raise UsageError("the provider 'local' finds its own service; leave --base-url out")
    return Local()


def _running(folder: Path) -> openai.OpenAI | None:
    """Return a client of the service that keeps its things in FOLDER, if it answers."""
    try:
        note = json.loads((folder / "service.json").read_bytes())
    except (OSError, ValueError):
        return None
    match note:
        case {"url": str(url), "token": str(token)}:
            pass
        case _:
            return None
    client = openai.OpenAI(api_key="local", base_url=url, http_client=_Direct(trust_env=False))
    try:
        answer = client.with_options(max_retries=0, timeout=5).models.with_raw_response.list()
    except openai.APIError:
        return None
    # After a crash the port may be another's by now, to whom nothing of ours is sent.
    return client if answer.headers.get(SERVICE_HEADER) == token else None


def _started(folder: Path) -> openai.OpenAI:
    """Start the service, which outlives this process, and return its client once it answers."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "service.log"
    command = [sys.executable, "-m", "dataprep", "serve", "--data", str(folder)]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 — our own command
            [*command, "--port", "0", "--idle", str(IDLE_MINUTES)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    # It may end before this process does, and is then to be taken note of.
    threading.Thread(target=process.wait, daemon=True).start()
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if client := _running(folder):
            return client
        if process.poll() is not None:
            # It also ends where another launch has just started one, which answers soon.
            deadline = min(deadline, time.monotonic() + OTHER_SECONDS)
        time.sleep(0.1)
    process.kill()
    *_, last = ["nothing", *log.read_text("utf-8", "replace").splitlines()]
    raise Unreachable(f"the local service did not start; it said: {last} (all of it: {log})")
