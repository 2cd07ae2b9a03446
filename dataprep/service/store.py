"""What the service keeps in its data folder: objects in SQLite, bytes in files beside it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from hashlib import sha256
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from dataprep.service.errors import ServiceError
from dataprep.service.wire import (
    AT_WORK,
    PAUSED,
    Checkpoint,
    Event,
    File,
    Job,
    Model,
    Part,
    Played,
    Upload,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

Stored = File | Job | Event | Checkpoint | Model | Played | Upload | Part
T = TypeVar("T", File, Job, Event, Checkpoint, Model, Played, Upload, Part)

MODELS = "models"

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


def weights_file(folder: Path, model: str) -> Path:
    """Return where in the FOLDER of a service the weights of MODEL are; a name is no path."""
    return folder / MODELS / sha256(model.encode()).hexdigest()


class FolderInUse(ServiceError):  # noqa: N818 — named for the state
    """Another process uses the data folder."""


class Store:
    """The objects and bytes in FOLDER, which belongs to one process at a time.

    Raises:
        FolderInUse: another process uses it.
        ServiceError: it cannot be written, or its database is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._files, self._models = folder, folder / "files", folder / MODELS
        self._lock = RLock()
        path = folder / "service.sqlite"
        try:
            for each in (self._files, self._models):
                each.mkdir(parents=True, exist_ok=True)
            self._database = _opened(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise FolderInUse(f"{folder}: is in use by another service") from error
            raise ServiceError(f"{folder}: cannot be used: {error}") from error
        except sqlite3.DatabaseError as error:
            raise ServiceError(
                f"{path}: is damaged: {error}; move {folder} away, or take another with --data"
            ) from error
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
        return weights_file(self._folder, model)

    def state(self, job_id: str) -> Path:
        """Return where the job JOB_ID keeps how far its training is."""
        return self._models / f"{job_id}.state"

    def add(self, value: Stored, *, parent: str = "") -> None:
        """Keep VALUE, which belongs to PARENT."""
        with self._lock, self._database:
            self._insert(value, parent)

    def find(self, kind: type[T], name: str) -> T | None:
        """Return the KIND whose id is NAME, or None."""
        with self._lock:
            row = self._database.execute(
                "SELECT document FROM objects WHERE kind = ? AND id = ?", (kind.__name__, name)
            ).fetchone()
        return kind(**orjson.loads(row[0])) if row else None

    def change(
        self,
        job_id: str,
        *children: Event | Checkpoint,
        made: Sequence[File | Model | Played] = (),
        where: Collection[str] = AT_WORK | {PAUSED},
        **fields: Any,
    ) -> Job | None:
        """Change FIELDS of the job JOB_ID and return it, or None where its status is not in WHERE.

        That is by default any but a finished one. What happens with the change, CHILDREN of the
        job and what it has MADE, is kept with it, or not at all: who sees one sees all.
        """
        with self._lock, self._database as database:
            job = self.find(Job, job_id)
            if job is None or job.status not in where:
                return None
            changed = replace(job, **fields)
            database.execute(
                "UPDATE objects SET document = ? WHERE id = ?", (orjson.dumps(changed), job_id)
            )
            for child in children:
                self._insert(child, job_id)
            for each in made:
                self._insert(each, "")
        return changed

    def end(self, upload: Upload, *, made: Sequence[File] = ()) -> None:
        """Keep how UPLOAD has ended, with what it has MADE, and forget its parts."""
        with self._lock, self._database as database:
            document = orjson.dumps(upload)
            database.execute("UPDATE objects SET document = ? WHERE id = ?", (document, upload.id))
            database.execute("DELETE FROM objects WHERE parent = ?", (upload.id,))
            for each in made:
                self._insert(each, "")

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

    def _insert(self, value: Stored, parent: str) -> None:
        row = (value.id, type(value).__name__, parent, orjson.dumps(value))
        self._database.execute(
            "INSERT INTO objects (id, kind, parent, document) VALUES (?, ?, ?, ?)", row
        )


def _opened(path: Path) -> sqlite3.Connection:
    """Return the database PATH, which is whole and ours alone."""
    database = sqlite3.connect(path, timeout=0, check_same_thread=False)
    # Held until the database is closed, however the process ends.
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(_TABLE)
    [said] = database.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(said)
    return database
