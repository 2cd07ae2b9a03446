"""The service as a process: one for a data folder, on a port of its own, until it is ended."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn

from dataprep.service.app import ROOT, application
from dataprep.service.bases import REHEARSAL, Bases
from dataprep.service.errors import ServiceError
from dataprep.service.faults import Faults
from dataprep.service.guard import is_loopback
from dataprep.service.jobs import Jobs
from dataprep.service.local.base import bases, installed
from dataprep.service.store import FolderInUse, Store
from dataprep.service.trainers.lora.trainer import Lora

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.applications import Starlette

    from dataprep.service.trainer import Trainer

VERSION = 1
ADDRESS = "service.json"
KEY = "DATAPREP_SERVICE_KEY"
SERVICE_HEADER = "x-dataprep-service"


def serve(
    data: Path,
    *,
    host: str,
    port: int,
    idle_minutes: float | None,
    faults: Path | None,
    base: str,
    key: str | None,
    listening: Callable[[str], None],
) -> None:
    """Serve what the folder DATA keeps on HOST and PORT (0: a free one) until it is ended.

    LISTENING is told the URL. With IDLE_MINUTES it ends by itself after so long without a
    request and without a job. What goes wrong is in the file FAULTS. BASE plays
    the models of OpenAI. Who asks must know KEY.

    Raises:
        ServiceError: a service runs on DATA already, the port is taken, DATA cannot be written,
            or FAULTS cannot be read; or other machines reach HOST and there is no KEY.
    """
    if not (is_loopback(host) or key):
        raise ServiceError(
            f"whoever reaches {host} could use this service: set {KEY} to a key for them to give"
        )
    planned = Faults.read(faults) if faults else Faults()
    with (
        closing(_store(data)) as store,
        _socket(host, port) as bound,
        closing(Jobs(store, bases := _bases(store, data, base), planned)) as jobs,
    ):
        app = application(store, jobs, bases, planned, local=is_loopback(host), key=key)
        server = _Server(app, jobs, idle_minutes)
        # uvicorn hands the signal on when it has ended: there is nothing left to do then.
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, server.handle_exit)
        name = f"[{host}]" if _is_ipv6(host) else host
        url = f"http://{name}:{bound.getsockname()[1]}{ROOT}"
        with _address(data, url, server.token):
            listening(url)
            server.run(sockets=[bound])


class _Server(uvicorn.Server):
    """A server of APP that ends when nobody asks and no job is at work for IDLE_MINUTES."""

    def __init__(self, app: Starlette, jobs: Jobs, idle_minutes: float | None) -> None:
        self.token = secrets.token_hex(16)
        # By this header others know that it is the service that the folder's note tells of.
        named = [(SERVICE_HEADER, self.token)]
        super().__init__(uvicorn.Config(app, log_level="warning", access_log=False, headers=named))
        self._jobs, self._patience = jobs, idle_minutes and idle_minutes * 60
        self._requests, self._since = 0, time.monotonic()

    async def on_tick(self, counter: int) -> bool:
        """Say, several times a second, whether to end."""
        requests = self.server_state.total_requests
        if requests != self._requests or self.server_state.tasks or self._jobs.busy:
            self._requests, self._since = requests, time.monotonic()
        idle = self._patience is not None and time.monotonic() - self._since > self._patience
        return await super().on_tick(counter) or idle


def _bases(store: Store, data: Path, stand_in: str) -> Bases:
    # The libraries read these when they are loaded. On matrices so small as the rehearsal's,
    # several threads of numpy take 15 times as long as one; and where others use the processors
    # too, threads of torch that wait actively keep those from work that they wait for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from dataprep.service.trainers.rehearsal import Rehearsal

    trainers: dict[str, Trainer] = {REHEARSAL: Rehearsal()}
    if installed():
        trainers |= {name: Lora(base) for name, base in bases(data).items()}
    if stand_in not in trainers:
        raise ServiceError(
            f"{stand_in} is not a base of this machine: set it up with `dataprep local setup`, or"
            f" take one of {', '.join(trainers)}"
        )
    return Bases(store, trainers, stand_in)


def _store(data: Path) -> Store:
    try:
        return Store(data)
    except FolderInUse as error:
        try:
            where = f"at {json.loads((data / ADDRESS).read_text('utf-8'))['url']}"
        except (OSError, ValueError, KeyError, TypeError):
            where = "and is just starting or ending, or its service.json is damaged"
        raise ServiceError(f"{data}: a service runs on this folder already, {where}") from error


@contextmanager
def _socket(host: str, port: int) -> Iterator[socket.socket]:
    """Give a socket that listens on HOST and PORT."""
    try:
        family = socket.AF_INET6 if _is_ipv6(host) else socket.AF_INET
        bound = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise ServiceError(f"cannot listen on {host}:{port}: {reason}; choose another") from error
    with bound:
        yield bound


def _is_ipv6(host: str) -> bool:
    return ":" in host


@contextmanager
def _address(data: Path, url: str, token: str) -> Iterator[None]:
    """Let others find URL in the folder DATA, and TOKEN, by which they know whom they reached."""
    path = data / ADDRESS
    note = {"version": VERSION, "url": url, "pid": os.getpid(), "token": token}
    document = json.dumps(note)
    beside = path.with_suffix(".tmp")
    beside.write_text(document, "utf-8")
    beside.replace(path)
    try:
        yield
    finally:
        # The folder may have been removed meanwhile, and another service have begun in it anew.
        with suppress(FileNotFoundError):
            if path.read_text("utf-8") == document:
                path.unlink()
