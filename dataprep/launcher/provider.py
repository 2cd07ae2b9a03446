"""A provider trains models on uploaded files and lets them answer.

A provider is a module with one function ``provider(base_url)`` that returns a `Provider`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from dataprep import plugins
from dataprep.catalog import catalog
from dataprep.errors import CatalogError, DataprepError, UsageError
from dataprep.launcher.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dataprep.launcher.parts import Parts
    from dataprep.launcher.request import JobRequest
    from dataprep.records.record import Json

GROUP = "dataprep.providers"
PACKAGE = "dataprep.launcher.providers"

ENDED = ("succeeded", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a provider holds; what a provider does not say is None."""

    id: str
    name: str
    bytes: int | None = None
    created: int | None = None
    purpose: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A training job. STATUS is the provider's word, ERROR what it says of a failure."""

    id: str
    status: str
    model: str
    created: int
    training_file: str
    validation_file: str | None = None
    fine_tuned_model: str | None = None
    trained_tokens: int | None = None
    error: str | None = None
    metadata: Mapping[str, str] | None = None
    hyperparameters: Mapping[str, Json] | None = None
    estimated_finish: int | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen; a status that nobody knows is not the end."""
        return self.status in ENDED

    @property
    def failed(self) -> bool:
        """Whether it ended without a model."""
        return self.ended and self.status != "succeeded"


@dataclass(frozen=True, slots=True)
class JobEvent:
    """Something that happened to a job; DATA holds the numbers of a training step."""

    id: str
    created: int
    level: str
    message: str
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model as it was at a step of its job, and what was measured there."""

    id: str
    created: int
    step: int
    model: str
    metrics: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, the tokens it was counted as, and how long it took.

    FIRST_TOKEN_SECONDS is how long its first word took, None where it came in one piece.
    """

    text: str
    prompt_tokens: int | None
    completion_tokens: int | None
    seconds: float
    first_token_seconds: float | None = None


class Provider(Protocol):
    """A service that trains a model on an uploaded file.

    BASE_URL tells two places of one provider apart; it is None where the provider finds its
    own. FREE says that a job costs nothing, LONGEST_PAUSE how many seconds to wait at most
    before asking again. Each method raises a ProviderError where it cannot do its work.
    """

    name: str
    base_url: str | None
    free: bool
    longest_pause: float

    @property
    def after(self) -> str | None:
        """What has to be done before a new model answers, None where it answers at once."""
        ...

    def connect(self) -> None:
        """Make sure that requests can be sent: that there is a key, or that the service runs."""
        ...

    def check(self, request: JobRequest) -> None:
        """Raise UsageError where the provider offers no such job, before anything is sent."""
        ...

    def spelled(self, request: JobRequest) -> dict[str, Any]:
        """Return REQUEST as it is sent."""
        ...

    def upload(self, path: Path, progress: Callable[[int], None]) -> Upload:
        """Upload the file at PATH, asking once; PROGRESS is told of bytes handed over."""
        ...

    def parts(self, size: int) -> Parts | None:
        """Return how a file of SIZE bytes is sent in parts, None where it goes in one piece."""
        ...

    def files(self) -> Iterator[Upload]:
        """Give the files that can be trained on, newest first."""
        ...

    def content(self, upload_id: str) -> Iterator[bytes]:
        """Give what the upload holds, piece by piece."""
        ...

    def delete(self, upload_id: str) -> None:
        """Delete the upload."""
        ...

    def holds(self, upload_id: str) -> bool:
        """Say whether the upload is still there."""
        ...

    def wait_for(self, upload_id: str) -> None:
        """Return when the upload can be trained on."""
        ...

    def create(self, request: JobRequest) -> Job:
        """Create a job, asking once: only the caller knows whether asking again is safe."""
        ...

    def job(self, job_id: str) -> Job:
        """Return the job JOB_ID."""
        ...

    def jobs(self, metadata: Mapping[str, str] | None = None) -> Iterator[Job]:
        """Give the jobs, newest first; with METADATA those that have all of it."""
        ...

    def events(self, job_id: str) -> Iterator[JobEvent]:
        """Give the events of the job, newest first, asking for more as they are taken."""
        ...

    def checkpoints(self, job_id: str) -> Iterator[Checkpoint]:
        """Give the checkpoints of the job, newest first."""
        ...

    def metrics(self, job_id: str) -> list[dict[str, Json]]:
        """Return what was measured at each step, oldest first."""
        ...

    def cancel(self, job_id: str) -> Job:
        """Cancel the job."""
        ...

    def pause(self, job_id: str) -> Job:
        """Let the job rest."""
        ...

    def resume(self, job_id: str) -> Job:
        """Let the job go on."""
        ...

    def chat(self, model: str, messages: Sequence[Mapping[str, Json]]) -> Answer:
        """Ask MODEL for what comes after MESSAGES."""
        ...


class ProviderError(DataprepError):
    """A provider did not do what it was asked."""


class KeyMissing(ProviderError):  # noqa: N818 — these are named for the state they report
    """The environment holds no key for the provider."""


class Unreachable(ProviderError):  # noqa: N818
    """No answer came, or none that counts: what was asked may have been done, or not.

    AFTER is in how many seconds the provider wants to be asked again, where it says so.
    """

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Refused(ProviderError):  # noqa: N818
    """The provider answered no."""


class KeyRefused(Refused):
    """The provider does not know the user by this key; with another one all goes on."""


class NotOffered(Refused):
    """The provider has no such thing; this is known here, and nothing was sent."""


class NotFound(Refused):
    """The provider holds no such thing."""


class TrainingNotAvailable(Refused):
    """The provider takes no jobs from this organisation; UPLOADS went to WHERE for nothing."""

    def __init__(
        self, message: str, *, where: Provider | None = None, uploads: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.where = where
        self.uploads = uploads


def names() -> list[str]:
    """Return the names of the providers there are."""
    return plugins.names(PACKAGE, GROUP)


def check_name(name: str) -> None:
    """Raise UsageError unless there is a provider NAME."""
    if name not in names():
        raise UsageError(f"there is no provider {name!r}; there are: {', '.join(names())}")


def provider(name: str, base_url: str | None = None) -> Provider:
    """Return the provider NAME at BASE_URL (None: where it usually is); nothing is sent."""
    check_name(name)
    made: Provider = plugins.load(PACKAGE, GROUP, name).provider(base_url)
    return made


def provider_of(model: str) -> str:
    """Return the name of the one provider whose catalogue has MODEL.

    Raises:
        UsageError: there is none, or there are several.
    """
    known = names()
    found = [
        name
        for name in catalog.providers()
        if name in known and catalog.provider(name).lists(model)
    ]
    # One whose place has to be given with --base-url is only meant where it is named.
    placed = [name for name in found if terms(name).url] if len(found) > 1 else found
    if len(placed) == 1:
        return placed[0]
    where = f"several catalogues have {model!r}" if found else f"no catalogue has {model!r}"
    raise UsageError(f"{where}; say with --provider who trains it: {', '.join(found or known)}")


def has(name: str, model: str) -> bool:
    """Say whether the catalogue of the provider NAME has MODEL."""
    try:
        catalog.provider(name).model(model)
    except CatalogError:
        return False
    return True
