"""Faults that are rehearsed: what a file lets go wrong, so that others can test against it."""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from dataprep import schema
from dataprep.service.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dataprep.service.wire import File, Job

ALWAYS = "always"
VALIDATION = "validation"


@dataclass(slots=True)
class RequestFault:
    """A request that is answered wrongly, late or not at all (`schemas/dataprep/faults`)."""

    method: str | None = None
    path: str = "*"
    after: int = 0
    times: int | str = 1
    delay: float = 0
    status: int | None = None
    message: str = "This fault is rehearsed"
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    cut: str | None = None


@dataclass(slots=True)
class FileFault:
    """A file that is processed late, or never."""

    name: str = "*"
    times: int | str = 1
    seconds: float = float("inf")
    status: str = "processed"


@dataclass(slots=True)
class JobFault:
    """A job that fails AT its validation or after a step, or stalls there for SECONDS."""

    at: int | str
    suffix: str = "*"
    times: int | str = 1
    message: str | None = None
    code: str | None = None
    seconds: float = float("inf")


F = TypeVar("F", RequestFault, FileFault, JobFault)


class Faults:
    """The faults that are left: each is used up as often as it says."""

    def __init__(
        self,
        requests: Iterable[RequestFault] = (),
        files: Iterable[FileFault] = (),
        jobs: Iterable[JobFault] = (),
    ) -> None:
        self._requests, self._files, self._jobs = list(requests), list(files), list(jobs)
        self._late: dict[str, tuple[float, str]] = {}
        self._lock = Lock()

    @classmethod
    def read(cls, path: Path) -> Faults:
        """Return the faults that the TOML file PATH describes.

        Raises:
            ServiceError: it cannot be read, or does not say what the schema wants.
        """
        try:
            table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        except OSError as error:
            raise ServiceError(f"{path}: cannot be read: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ServiceError(f"{path}: is not TOML: {error}") from error
        if fault := schema.hand_written_fault("dataprep/faults", table):
            raise ServiceError(f"{path}: {fault}")
        return cls(
            (RequestFault(**each) for each in table.get("request", ())),
            (FileFault(**each) for each in table.get("file", ())),
            (JobFault(**each) for each in table.get("job", ())),
        )

    def of_request(self, method: str, path: str) -> RequestFault | None:
        """Return what befalls a request of METHOD for PATH, if anything."""
        with self._lock:
            for fault in self._requests:
                if fault.method not in (None, method) or not fnmatchcase(path, fault.path):
                    continue
                if fault.after:
                    fault.after -= 1
                elif _left(fault):
                    return fault
        return None

    def of_job(self, job: Job) -> list[JobFault]:
        """Return what befalls JOB, which begins."""
        suffix = job.user_provided_suffix or ""
        with self._lock:
            return [each for each in self._jobs if fnmatchcase(suffix, each.suffix) and _left(each)]

    def keep(self, file: File) -> None:
        """Remember what befalls FILE, which was uploaded."""
        with self._lock:
            for fault in self._files:
                if fnmatchcase(file.filename, fault.name) and _left(fault):
                    self._late[file.id] = (time.monotonic() + fault.seconds, fault.status)
                    return

    def shown(self, file: File) -> File:
        """Return FILE as it is now."""
        ready, status = self._late.get(file.id, (0.0, file.status))
        return replace(file, status="uploaded" if time.monotonic() < ready else status)


def stall(seconds: float, ended: Callable[[], bool]) -> None:
    """Do nothing for SECONDS, or until it has ENDED."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not ended():
        time.sleep(0.05)


def _left(fault: F) -> bool:
    """Say whether FAULT is to happen once more, and count that."""
    if isinstance(fault.times, int):
        fault.times -= 1
        return fault.times >= 0
    return fault.times == ALWAYS
