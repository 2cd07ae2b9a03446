"""What the service keeps in its data folder: objects in SQLite, bytes in files beside it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from hashlib import sha256
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from dataprep.service.errors import ServiceError
from dataprep.service.wire import FINISHED, Checkpoint, Event, File, Job, Model

if TYPE_CHECKING:
    from pathlib import Path

Stored = File | Job | Event | Checkpoint | Model
T = TypeVar("T", File, Job, Event, Checkpoint, Model)

_TABLE = """
CREATE TABLE IF NOT EXISTS objects (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent TEXT NOT NULL,
    document BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS children ON objects (kind, parent, number);
"""


class FolderInUse(ServiceError):  # noqa: N818 — named for the state
    """Another process uses the data folder."""


class Store:
    """The objects and bytes in FOLDER, which belongs to one process at a time.

    Raises:
        FolderInUse: another process uses it.
        ServiceError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._files, self._models = folder / "files", folder / "models"
        self._lock = RLock()
        try:
            for each in (self._files, self._models):
                each.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                folder / "service.sqlite", timeout=0, check_same_thread=False
            )
            # Held until the database is closed, however the process ends.
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_TABLE)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise FolderInUse(f"{folder}: is in use by another service") from error
            raise ServiceError(f"{folder}: cannot be used: {error}") from error
        except OSError as error:
            raise ServiceError(f"{folder}: cannot be written: {error.strerror}") from error

    def close(self) -> None:
        """Give the folder free."""
        self._database.close()

    def content(self, file_id: str) -> Path:
        """Return where the bytes of the file FILE_ID are."""
        return self._files / file_id

    def weights(self, model: str) -> Path:
        """Return where the weights of MODEL, a tuned model or a checkpoint, are."""
        return self._models / sha256(model.encode()).hexdigest()

    def add(self, value: Stored, *, parent: str = "") -> None:
        """Keep VALUE, which belongs to PARENT."""
        row = (value.id, type(value).__name__, parent, orjson.dumps(value))
        with self._lock, self._database as database:
            database.execute(
                "INSERT INTO objects (id, kind, parent, document) VALUES (?, ?, ?, ?)", row
            )

    def find(self, kind: type[T], name: str) -> T | None:
        """Return the KIND whose id is NAME, or None."""
        with self._lock:
            row = self._database.execute(
                "SELECT document FROM objects WHERE kind = ? AND id = ?", (kind.__name__, name)
            ).fetchone()
        return kind(**orjson.loads(row[0])) if row else None

    def change(self, job_id: str, *events: Event, **fields: Any) -> Job | None:
        """Change FIELDS of the job JOB_ID and return it, or None where it is finished already.

        Who sees the change sees the EVENTS that go with it.
        """
        with self._lock, self._database as database:
            job = self.find(Job, job_id)
            if job is None or job.status in FINISHED:
                return None
            changed = replace(job, **fields)
            database.execute(
                "UPDATE objects SET document = ? WHERE id = ?", (orjson.dumps(changed), job_id)
            )
            for event in events:
                self.add(event, parent=job_id)
        return changed

    def delete(self, name: str) -> None:
        """Forget the object whose id is NAME."""
        with self._lock, self._database as database:
            database.execute("DELETE FROM objects WHERE id = ?", (name,))

    def newest(self, kind: type[T], *, parent: str = "") -> list[T]:
        """Return every KIND that belongs to PARENT, newest first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT document FROM objects WHERE kind = ? AND parent = ? ORDER BY number DESC",
                (kind.__name__, parent),
            ).fetchall()
        return [kind(**orjson.loads(document)) for (document,) in rows]
