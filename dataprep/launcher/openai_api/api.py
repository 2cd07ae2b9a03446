"""A service that speaks OpenAI's API: files, uploads, jobs and chat, through OpenAI's SDK."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final, cast

import openai

from dataprep.launcher import chat, metrics
from dataprep.launcher.asking import Asking, itself
from dataprep.launcher.openai_api import wire
from dataprep.launcher.openai_api.parts import TYPE, UploadParts
from dataprep.launcher.place import secret
from dataprep.launcher.provider import NotFound, Refused, Unreachable
from dataprep.launcher.terms import Terms, terms
from dataprep.launcher.window import Window
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dataprep.launcher.parts import Parts
    from dataprep.launcher.provider import Answer, Checkpoint, Job, JobEvent, Upload
    from dataprep.launcher.request import JobRequest
    from dataprep.records.record import Json

PAGE = 100
# With this the last piece of a stream says how many tokens there were.
COUNTED = {"include_usage": True}
MOST_FILES = 10_000
PIECE = 1 << 20
PURPOSE: Final = "fine-tune"
# So many seconds a file may take to be processed.
PATIENCE = 30 * 60.0


class OpenAIApi:
    """The service NAME at BASE_URL."""

    name: str
    free = False
    longest_pause = 10.0

    def __init__(self, base_url: str | None) -> None:
        self.base_url = base_url

    @property
    def after(self) -> str | None:
        """What has to be done before a new model answers."""
        return self.terms.after

    @property
    def terms(self) -> Terms:
        """What is known of the service."""
        return terms(self.name)

    @cached_property
    def client(self) -> openai.OpenAI:
        """The SDK's client, made when it is first needed."""
        return openai.OpenAI(api_key=secret(self.name, self.terms.key), base_url=self.base_url)

    @property
    def ask(self) -> Asking:
        """How the service is asked."""
        client = self.client
        return Asking(self.name, openai, str(client.base_url), self.terms.key, client.api_key)

    def connect(self) -> None:
        """Make sure that there is a key."""
        _ = self.client

    def check(self, request: JobRequest) -> None:
        """Refuse what is known not to be offered."""
        self.terms.check(self.name, request)

    def spelled(self, request: JobRequest) -> dict[str, Any]:
        """Return the body of the request."""
        return request.body

    def upload(self, path: Path, progress: Callable[[int], None]) -> Upload:
        """Upload the file at PATH: without retries, as each of them could upload another."""
        files = self.client.with_options(max_retries=0).files
        with Window(path, progress) as file:
            # A bare file object would be sent as "application/octet-stream".
            named = (path.name, cast("IO[bytes]", file), TYPE)
            return self.ask(lambda: files.create(file=named, purpose=PURPOSE), wire.upload)

    def parts(self, size: int) -> Parts | None:
        """Return how a file of SIZE bytes is sent in parts, above what one request may hold."""
        if self.terms.whole_bytes is None or size <= self.terms.whole_bytes:
            return None
        return UploadParts(self.client, self.ask, self.terms.part_bytes)

    def files(self) -> Iterator[Upload]:
        """Give the files that can be trained on."""
        files = self.client.files
        for found in self.ask.each(
            lambda: iter(files.list(limit=MOST_FILES, purpose=PURPOSE)), wire.upload
        ):
            if found.purpose == PURPOSE:
                yield found

    def content(self, upload_id: str) -> Iterator[bytes]:
        """Give what the upload holds."""
        files = self.client.files.with_streaming_response
        with ExitStack() as stack:
            answer = self.ask(lambda: stack.enter_context(files.content(upload_id)), itself)
            yield from self.ask.each(lambda: answer.iter_bytes(PIECE), bytes)

    def delete(self, upload_id: str) -> None:
        """Delete the upload."""
        self.ask(lambda: self.client.files.delete(upload_id), bool)

    def holds(self, upload_id: str) -> bool:
        """Say whether the upload is still there."""
        try:
            return self.ask(lambda: self.client.files.retrieve(upload_id), bool)
        except NotFound:
            return False

    def wait_for(self, upload_id: str) -> None:
        """Return when the upload is processed."""
        files, pause = self.client.files, min(self.longest_pause, 2.0)
        try:
            found = self.ask(
                lambda: files.wait_for_processing(
                    upload_id, poll_interval=pause, max_wait_seconds=PATIENCE
                ),
                itself,
            )
        except RuntimeError as error:
            raise Unreachable(
                f"{upload_id} is still not processed; launch again later, the upload is kept"
            ) from error
        if found.status == "error":
            raise Refused(
                f"{self.name} could not process {upload_id}: "
                f"{printable(found.status_details or 'no reason was given')}"
            )

    def create(self, request: JobRequest) -> Job:
        """Create a job: without retries, as each of them could create another."""
        jobs = self.client.with_options(max_retries=0).fine_tuning.jobs
        own = request.extra and dict(request.extra)
        return self.ask(lambda: jobs.create(**request.known, extra_body=own), wire.job)

    def job(self, job_id: str) -> Job:
        """Return the job JOB_ID."""
        return self.ask(lambda: self.client.fine_tuning.jobs.retrieve(job_id), wire.job)

    def jobs(self, metadata: Mapping[str, str] | None = None) -> Iterator[Job]:
        """Give the jobs that have METADATA; not every server filters by it."""
        wanted: dict[str, Any] = {"metadata": dict(metadata)} if metadata else {}
        pages = self.client.fine_tuning.jobs
        for job in self.ask.each(lambda: iter(pages.list(limit=PAGE, **wanted)), wire.job):
            if (metadata or {}).items() <= (job.metadata or {}).items():
                yield job

    def events(self, job_id: str) -> Iterator[JobEvent]:
        """Give the events of the job, newest first."""
        jobs = self.client.fine_tuning.jobs
        yield from self.ask.each(lambda: iter(jobs.list_events(job_id, limit=PAGE)), wire.event)

    def checkpoints(self, job_id: str) -> Iterator[Checkpoint]:
        """Give the checkpoints of the job, newest first."""
        pages = self.client.fine_tuning.jobs.checkpoints
        found = self.ask.each(lambda: iter(pages.list(job_id, limit=PAGE)), wire.checkpoint)
        yield from found

    def metrics(self, job_id: str) -> list[dict[str, Json]]:
        """Return what the job's result files hold, or its events where it has none yet."""
        jobs = self.client.fine_tuning.jobs
        results = self.ask(lambda: jobs.retrieve(job_id), lambda job: list(job.result_files or ()))
        if not results:
            return metrics.of_events(self.events(job_id))
        return [row for name in results for row in metrics.rows(b"".join(self.content(name)))]

    def cancel(self, job_id: str) -> Job:
        """Cancel the job."""
        return self.ask(lambda: self.client.fine_tuning.jobs.cancel(job_id), wire.job)

    def pause(self, job_id: str) -> Job:
        """Let the job rest."""
        return self.ask(lambda: self.client.fine_tuning.jobs.pause(job_id), wire.job)

    def resume(self, job_id: str) -> Job:
        """Let the job go on."""
        return self.ask(lambda: self.client.fine_tuning.jobs.resume(job_id), wire.job)

    def chat(self, model: str, messages: Sequence[Mapping[str, Json]]) -> Answer:
        """Ask MODEL for what comes after MESSAGES."""
        completions = self.client.chat.completions
        said: Answer = self.ask(
            lambda: chat.answer(completions, model, messages, stream_options=COUNTED), itself
        )
        return said
