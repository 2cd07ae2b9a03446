"""The manifest beside a training file: what was uploaded and launched, so it is not done twice."""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from filelock import FileLock

from dataprep import __version__, schema
from dataprep.errors import SinkError, SourceError
from dataprep.records.sink import written

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".dataprep.json"
SCHEMA = "dataprep/manifest"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was uploaded: its content, who holds it, and under which id."""

    name: str
    sha256: str
    provider: str
    base_url: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Estimated:
    """How many TOKENS a job was estimated to be billed, from LOW to HIGH (None: unknown)."""

    tokens: int
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file that has arrived: its id at the provider, and what it holds."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Sending:
    """A file whose upload was begun, and has not been seen to end.

    UPLOAD is the id of an upload in parts of PART_BYTES, None where it goes in one piece.
    """

    name: str
    sha256: str
    provider: str
    base_url: str | None
    upload: str | None = None
    part_bytes: int = 0
    parts: tuple[Part, ...] = ()

    def is_of(self, sha256: str, provider: str, base_url: str | None) -> bool:
        """Say whether it is the file with SHA256, on its way to this place."""
        return (self.sha256, self.provider, self.base_url) == (sha256, provider, base_url)


@dataclass(frozen=True, slots=True)
class Run:
    """A launch that was begun. KEY is the same for the same thing, ID never is.

    JOB is None until the provider has said the job's id, TRAINED_TOKENS until it has said what
    it billed.
    """

    id: str
    key: str
    provider: str
    base_url: str | None
    request: dict[str, Any]
    job: str | None = None
    dataprep: str = __version__
    estimated: Estimated | None = None
    trained_tokens: int | None = None

    @classmethod
    def of(cls, document: dict[str, Any]) -> Run:
        """Return the run that DOCUMENT, a part of a manifest, describes."""
        estimated = document.get("estimated")
        return cls(**(document | {"estimated": estimated and Estimated(**estimated)}))


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that was uploaded and launched from one file, oldest first."""

    uploads: tuple[Stored, ...] = ()
    runs: tuple[Run, ...] = ()
    sending: tuple[Sending, ...] = ()

    def with_upload(self, stored: Stored) -> Manifest:
        """Return the manifest with one upload more, which is no longer on its way."""
        left = self._others(stored)
        return replace(self, uploads=(*self.uploads, stored), sending=left)

    def with_sending(self, sending: Sending) -> Manifest:
        """Return the manifest with SENDING in the place of what it was before."""
        return replace(self, sending=(*self._others(sending), sending))

    def _others(self, file: Stored | Sending) -> tuple[Sending, ...]:
        place = file.sha256, file.provider, file.base_url
        return tuple(each for each in self.sending if not each.is_of(*place))

    def with_run(self, run: Run) -> Manifest:
        """Return the manifest with RUN in the place of what it was before."""
        others = (each for each in self.runs if each.id != run.id)
        return replace(self, runs=(*others, run))

    def of(self, key: str) -> Iterator[Run]:
        """Give the runs with KEY, newest first."""
        return (run for run in reversed(self.runs) if run.key == key)


def beside(path: str) -> Path:
    """Return where the manifest of PATH lies: ``train.dataprep.json`` for ``train.jsonl``."""
    return Path(path).with_suffix(SUFFIX)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Keep every other process from changing the manifest in FILE: read and write it in here.

    The system itself lets go where a process ends.

    Raises:
        SinkError: there cannot be a lock beside FILE.
    """
    try:
        lock = FileLock(file.with_name(f".{file.name}.lock")).acquire()
    except OSError as error:
        raise SinkError(f"{file}: cannot be locked: {error.strerror or error}") from error
    with lock:
        yield


def read(file: Path) -> Manifest:
    """Return the manifest in FILE, an empty one where there is none yet.

    Raises:
        SourceError: FILE holds something else; to go on could create a job twice.
    """
    try:
        document = json.loads(file.read_bytes())
    except FileNotFoundError:
        return Manifest()
    except ValueError as error:
        raise SourceError(f"{file}: is not JSON; move it away to launch anew") from error
    if wrong := schema.hand_written_fault(SCHEMA, document):
        raise SourceError(f"{file}: is no manifest ({wrong}); move it away to launch anew")
    return Manifest(
        uploads=tuple(Stored(**stored) for stored in document["uploads"]),
        runs=tuple(map(Run.of, document["runs"])),
        sending=tuple(map(_sending, document.get("sending", ()))),
    )


def keep(manifest: Manifest, file: Path) -> None:
    """Write MANIFEST to FILE, whole or not at all."""
    with written(str(file), force=True) as out:
        document = {"version": VERSION, **asdict(manifest)}
        out.write(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def _sending(fields: dict[str, Any]) -> Sending:
    return Sending(**fields | {"parts": tuple(Part(**part) for part in fields["parts"])})


def key(facts: Any) -> str:
    """Return a digest of FACTS, JSON values that say all that a job depends on."""
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def run_id(key: str) -> str:
    """Return a new id for a run with KEY: whoever reads it sees which runs belong together."""
    return f"{key[:16]}-{secrets.token_hex(4)}"
