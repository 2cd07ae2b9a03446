"""OpenAI, and whoever speaks its API: the one place that knows the SDK."""

from __future__ import annotations

import io
import os
import shlex
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import openai

from dataprep.errors import UsageError
from dataprep.launcher.provider import (
    Answer,
    Job,
    JobEvent,
    KeyMissing,
    NotFound,
    Refused,
    TrainingNotAvailable,
    Unreachable,
    Upload,
)
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from openai.types import FileObject
    from openai.types.fine_tuning import FineTuningJob, FineTuningJobEvent

    from dataprep.launcher.request import JobRequest
    from dataprep.records.record import Json

T = TypeVar("T")

KEY = "OPENAI_API_KEY"
URL = "https://api.openai.com/v1"
PAGE = 100
# A time-out, a conflict and too many requests: none of them says no for good.
PASSING = (408, 409, 429)
NO_MONEY = "insufficient_quota"


class OpenAI:
    """OpenAI's API at BASE_URL."""

    name = "openai"
    free = False
    longest_pause = 10.0

    def __init__(self, base_url: str | None) -> None:
        self.base_url = base_url

    @cached_property
    def client(self) -> openai.OpenAI:
        """The SDK's client, made when it is first needed."""
        key = os.environ.get(KEY, "").strip()
        if not key:
            raise KeyMissing(
                f"{self.name}: {KEY} is not set; export a key first "
                "(any word for a server that asks for none)"
            )
        if not (key.isascii() and key.isprintable()):
            raise KeyMissing(
                f"{self.name}: {KEY} holds characters that no key has; export the key again"
            )
        return openai.OpenAI(api_key=key, base_url=self.base_url)

    def connect(self) -> None:
        """Make sure that there is a key."""
        _ = self.client

    def upload(self, path: Path, progress: Callable[[int], None]) -> Upload:
        """Upload the file at PATH without holding it in memory."""
        files = self.client.files
        with _Watched(path, progress) as file:
            # A bare file object would be sent as "application/octet-stream".
            named = (path.name, file, "application/jsonl")
            return _upload(self._ask(lambda: files.create(file=named, purpose="fine-tune")))

    def holds(self, upload_id: str) -> bool:
        """Say whether the upload is still there."""
        try:
            self._ask(lambda: self.client.files.retrieve(upload_id))
        except NotFound:
            return False
        return True

    def wait_for(self, upload_id: str) -> None:
        """Return when the upload is processed."""
        files, pause = self.client.files, min(self.longest_pause, 2.0)
        try:
            found = self._ask(lambda: files.wait_for_processing(upload_id, poll_interval=pause))
        except RuntimeError as error:
            raise Unreachable(
                f"{upload_id} is still not processed; launch again later, the upload is kept"
            ) from error
        if found.status == "error":
            raise Refused(
                f"{self.name} could not process {upload_id}: "
                f"{printable(found.status_details or 'no reason was given')}"
            )

    def deletion(self, upload_id: str) -> str:
        """Return a call of curl that deletes the upload; a shell puts in the key."""
        url = shlex.quote(printable(f"{self.client.base_url}files/{upload_id}"))
        return f'curl -X DELETE {url} -H "Authorization: Bearer ${KEY}"'

    def create(self, request: JobRequest) -> Job:
        """Create a job: without retries, as each of them could create another."""
        jobs = self.client.with_options(max_retries=0).fine_tuning.jobs
        return _job(self._ask(lambda: jobs.create(**request.body)))

    def job(self, job_id: str) -> Job:
        """Return the job JOB_ID."""
        return _job(self._ask(lambda: self.client.fine_tuning.jobs.retrieve(job_id)))

    def jobs(self, metadata: Mapping[str, str] | None = None) -> Iterator[Job]:
        """Give the jobs that have METADATA; not every server filters by it."""
        wanted: dict[str, Any] = {"metadata": dict(metadata)} if metadata else {}
        pages = self.client.fine_tuning.jobs
        for found in self._pages(lambda: iter(pages.list(limit=PAGE, **wanted))):
            job = _job(found)
            if (metadata or {}).items() <= (job.metadata or {}).items():
                yield job

    def events(self, job_id: str) -> Iterator[JobEvent]:
        """Give the events of the job, newest first."""
        jobs = self.client.fine_tuning.jobs
        yield from map(_event, self._pages(lambda: iter(jobs.list_events(job_id, limit=PAGE))))

    def cancel(self, job_id: str) -> Job:
        """Cancel the job."""
        return _job(self._ask(lambda: self.client.fine_tuning.jobs.cancel(job_id)))

    def chat(self, model: str, messages: Sequence[Mapping[str, Json]]) -> Answer:
        """Ask MODEL for what comes after MESSAGES."""
        given: Any = list(messages)
        start = time.perf_counter()
        said = self._ask(lambda: self.client.chat.completions.create(model=model, messages=given))
        return Answer(
            text=said.choices[0].message.content or "",
            prompt_tokens=said.usage.prompt_tokens if said.usage else None,
            completion_tokens=said.usage.completion_tokens if said.usage else None,
            seconds=time.perf_counter() - start,
        )

    def _pages(self, pages: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Give what PAGES hold; each page is asked for when the one before it was taken."""
        items = self._ask(pages)
        end: Any = object()
        while (item := self._ask(lambda: next(items, end))) is not end:
            yield item

    def _ask(self, call: Callable[[], T]) -> T:
        """Return what CALL gets from the server, its errors turned into ours."""
        try:
            answer = call()
        except openai.APIStatusError as error:
            raise self._fault(error) from error
        except openai.APIConnectionError as error:
            raise Unreachable(
                f"{self.name} does not answer at {self.client.base_url} ({error}); "
                "check the connection and the base URL, then try again"
            ) from error
        except openai.APIError as error:
            raise Refused(f"{self.name} gave an answer that nobody can read: {error}") from error
        if isinstance(answer, str):
            raise Refused(
                f"{self.client.base_url} does not speak OpenAI's API; "
                "check the base URL (most end in /v1)"
            )
        return answer

    def _fault(self, error: openai.APIStatusError) -> Unreachable | Refused:
        """Return what ERROR means; what the server says of a bad key may hold a part of it."""
        status, who = error.status_code, self.name
        said = printable(_said(error).replace(self.client.api_key, "[key]"))
        broke = NO_MONEY in (error.code, error.type)
        if status >= 500 or (status in PASSING and not broke):
            return Unreachable(f"{who} failed ({status}): {said}; try again later")
        if status == 401:
            return Refused(f"{who} does not accept the key in {KEY} (401); export a valid one")
        if error.code == "training_not_available":
            return TrainingNotAvailable(f"{who}: {said} ({status} {error.code})")
        if status == 404:
            return NotFound(f"{who} knows of no such thing (404): {said}")
        code = f" {printable(str(error.code))}" if error.code else ""
        return Refused(f"{who} refused ({status}{code}): {said}")


def provider(base_url: str | None) -> OpenAI:
    """Return OpenAI, or the same behind another BASE_URL."""
    return OpenAI(checked(base_url or os.environ.get("OPENAI_BASE_URL") or URL))


def checked(base_url: str) -> str:
    """Return BASE_URL, which must be one to send requests to, as it is always written.

    Raises:
        UsageError: it is none, or may hold a secret; then it is not quoted.
    """
    if any(sign in base_url for sign in "@?#"):
        raise UsageError(
            "the base URL holds a password, a query or a fragment; "
            f"leave out what has an '@', '?' or '#', and set {KEY}"
        )
    try:
        parts = urlsplit(base_url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not base_url.isprintable() or " " in base_url:
        raise UsageError(f"{base_url!r} is no base URL; write it as https://HOST/v1")
    return parts._replace(netloc=parts.netloc.lower()).geturl().rstrip("/")


class _Watched(io.BufferedReader):
    """A file that says how far it is read; a retry of the upload takes it back to its start."""

    def __init__(self, path: Path, progress: Callable[[int], None]) -> None:
        super().__init__(io.FileIO(path))
        self._progress = progress

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self._progress(len(data))
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        before = self.tell()
        after = super().seek(offset, whence)
        self._progress(after - before)
        return after


def _said(error: openai.APIStatusError) -> str:
    match error.body:
        case {"message": str(message)}:
            return message
        case _:
            return error.message


def _upload(file: FileObject) -> Upload:
    return Upload(file.id, file.filename)


def _job(job: FineTuningJob) -> Job:
    return Job(
        id=job.id,
        status=job.status,
        model=job.model,
        created=job.created_at,
        training_file=job.training_file,
        validation_file=job.validation_file,
        fine_tuned_model=job.fine_tuned_model,
        trained_tokens=job.trained_tokens,
        # Where nothing is wrong, some servers send an error without a message.
        error=getattr(job.error, "message", None),
        metadata=job.metadata,
    )


def _event(event: FineTuningJobEvent) -> JobEvent:
    data = event.data if isinstance(event.data, dict) else {}
    return JobEvent(event.id, event.created_at, event.level, event.message, data)
