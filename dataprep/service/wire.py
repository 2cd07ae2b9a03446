"""The objects that OpenAI's API sends: their fields are what goes over the wire, and is stored."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataprep.records.record import Json

ORGANISATION = "local"
OWNER = "dataprep"
FINISHED = frozenset({"succeeded", "failed", "cancelled"})
PAUSED = "paused"
PENDING = "pending"
AT_WORK = frozenset({"validating_files", "queued", "running"})


def now() -> int:
    """Return the time, in whole seconds."""
    return int(time.time())


def new_id(prefix: str) -> str:
    """Return an id that nothing has, beginning with PREFIX."""
    return f"{prefix}{secrets.token_hex(12)}"


def method(kind: str, hyperparameters: dict[str, Json]) -> dict[str, Json]:
    """Return the method KIND with HYPERPARAMETERS as a job shows it."""
    return {"type": kind, kind: {"hyperparameters": hyperparameters}}


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file, or the results of a job."""

    id: str
    bytes: int
    filename: str
    purpose: str
    created_at: int = field(default_factory=now)
    status: str = "processed"
    object: str = "file"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that comes in parts; when it is completed, the FILE is there."""

    id: str
    bytes: int
    filename: str
    purpose: str
    expires_at: int
    created_at: int = field(default_factory=now)
    status: str = PENDING
    file: dict[str, Json] | None = None
    object: str = "upload"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an upload."""

    id: str
    upload_id: str
    created_at: int = field(default_factory=now)
    object: str = "upload.part"


@dataclass(frozen=True, slots=True)
class Job:
    """A fine-tuning job; its hyperparameters may be ``auto`` until its files are validated."""

    id: str
    model: str
    training_file: str
    hyperparameters: dict[str, Json]
    method: dict[str, Json]
    seed: int
    validation_file: str | None = None
    user_provided_suffix: str | None = None
    metadata: dict[str, str] | None = None
    status: str = "validating_files"
    created_at: int = field(default_factory=now)
    finished_at: int | None = None
    estimated_finish: int | None = None
    fine_tuned_model: str | None = None
    trained_tokens: int | None = None
    error: dict[str, str | None] | None = None
    result_files: list[str] = field(default_factory=list)
    integrations: list[Json] = field(default_factory=list)
    organization_id: str = ORGANISATION
    object: str = "fine_tuning.job"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a job."""

    message: str
    level: str = "info"
    type: str = "message"
    data: dict[str, Json] = field(default_factory=dict)
    id: str = field(default_factory=lambda: new_id("ftevent-"))
    created_at: int = field(default_factory=now)
    object: str = "fine_tuning.job.event"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model as it was at a step of its job."""

    fine_tuned_model_checkpoint: str
    fine_tuning_job_id: str
    step_number: int
    metrics: dict[str, Json]
    id: str = field(default_factory=lambda: new_id("ftckpt_"))
    created_at: int = field(default_factory=now)
    object: str = "fine_tuning.job.checkpoint"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that answers."""

    id: str
    created: int = field(default_factory=now)
    owned_by: str = OWNER
    object: str = "model"


@dataclass(frozen=True, slots=True)
class Played:
    """Which BASE of this machine stands behind a model or a job; it is not sent."""

    id: str
    base: str

    @staticmethod
    def key(name: str) -> str:
        """Return the id of what is known of NAME, a model or the id of a job."""
        return f"played {name}"


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list; FIRST_ID and LAST_ID are those of its DATA."""

    data: list[Any]
    has_more: bool
    first_id: str
    last_id: str
    object: str = "list"
