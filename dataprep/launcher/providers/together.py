"""Together: its own API, through its own package."""

from __future__ import annotations

import os
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from dataprep.launcher import chat
from dataprep.launcher.asking import itself
from dataprep.launcher.own_sdk import OwnSdk
from dataprep.launcher.provider import (
    Checkpoint,
    Job,
    JobEvent,
    Refused,
    Unreachable,
    Upload,
)
from dataprep.launcher.request import LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dataprep.launcher.provider import Answer
    from dataprep.launcher.request import JobRequest
    from dataprep.records.record import Json

STATUSES = {"completed": "succeeded", "error": "failed", "user_error": "failed"}
PURPOSE = "fine-tune"
# Its jobs have no metadata: the end of their suffix is the end of the run id.
TAIL = 8


class Together(OwnSdk):
    """Open models; a file is known there by its checksum, and is never held twice."""

    name = "together"
    package = "together"

    @cached_property
    def client(self) -> Any:
        """The SDK's client, made when it is first needed."""
        return self.sdk.Together(api_key=self.secret, base_url=self.base_url)

    def spelled(self, request: JobRequest) -> dict[str, Any]:
        """Return the arguments of the SDK's call, which makes the body of them."""
        tail = (request.metadata or {}).get(LABEL, "")[-TAIL:]
        given = {
            "model": request.model,
            "training_file": request.training_file,
            "validation_file": request.validation_file,
            "n_evals": request.validation_file and 1,
            "n_epochs": request.epochs,
            "batch_size": request.batch_size,
            "suffix": "-".join(filter(None, (request.suffix, tail))) or None,
            "random_seed": request.seed,
            "training_method": request.method,
            "train_on_inputs": "auto" if request.method == "sft" else None,
            "dpo_beta": request.beta,
            "wandb_project_name": request.wandb,
        }
        known = {name: value for name, value in given.items() if value is not None}
        return known | dict(request.extra or {})

    def upload(self, path: Path, progress: Callable[[int], None]) -> Upload:
        """Upload the file at PATH; what it holds already is not sent again."""
        sent = 0

        def told(event: Any) -> None:
            nonlocal sent
            progress(event.uploaded_bytes - sent)
            sent = event.uploaded_bytes

        files = self.client.files
        made: Upload = self._done(
            lambda: files.upload(path, purpose=PURPOSE, check=False, progress_callback=told),
            _upload,
        )
        progress(path.stat().st_size - sent)
        return made

    def files(self) -> Iterator[Upload]:
        """Give the files that can be trained on, newest first."""
        found = self.ask(self.client.files.list, lambda page: list(map(_upload, page.data)))
        mine = (file for file in found if file.purpose == PURPOSE)
        yield from sorted(mine, key=lambda file: file.created or 0, reverse=True)

    def content(self, upload_id: str) -> Iterator[bytes]:
        """Give what the upload holds."""
        answer = self.ask(lambda: self.client.files.content(upload_id), itself)
        yield from self.ask.each(answer.iter_bytes, bytes)

    def delete(self, upload_id: str) -> None:
        """Delete the upload."""
        self.ask(lambda: self.client.files.delete(upload_id), bool)

    def holds(self, upload_id: str) -> bool:
        """Say whether the upload is still there."""
        return self.found(lambda: self.client.files.retrieve(upload_id))

    def wait_for(self, upload_id: str) -> None:
        """Make sure that the upload was not refused; its jobs wait for the check themselves."""
        file = self.ask(lambda: self.client.files.retrieve(upload_id), itself)
        if file.processing_status in ("FAILED", "INVALID_FORMAT"):
            raise Refused(f"together could not process {upload_id}: {file.processing_status}")

    def create(self, request: JobRequest) -> Job:
        """Create a job: without retries, as each of them could create another."""
        jobs = self.client.with_options(max_retries=0).fine_tuning
        secret = {"wandb_api_key": os.environ.get("WANDB_API_KEY")} if request.wandb else {}
        asked = self.spelled(request) | secret
        made: Job = self._done(lambda: jobs.create(**asked), _job)
        return made

    def job(self, job_id: str) -> Job:
        """Return the job JOB_ID."""
        return self.ask(lambda: self.client.fine_tuning.retrieve(job_id), _job)

    def jobs(self, metadata: Mapping[str, str] | None = None) -> Iterator[Job]:
        """Give the jobs, newest first; by METADATA only its run id finds one."""
        found = self.ask(lambda: self.client.fine_tuning.list(), lambda page: list(page.data))
        tail = (metadata or {}).get(LABEL, "")[-TAIL:]
        fitting = [job for job in found if (job.suffix or "").endswith(tail)]
        yield from sorted(map(_job, fitting), key=lambda job: job.created, reverse=True)

    def events(self, job_id: str) -> Iterator[JobEvent]:
        """Give the events of the job, newest first."""
        jobs = self.client.fine_tuning
        asked = partial(jobs.list_events, job_id)
        found = self.ask(asked, lambda page: list(map(_event, page.data)))
        yield from sorted(found, key=lambda event: event.created, reverse=True)

    def checkpoints(self, job_id: str) -> Iterator[Checkpoint]:
        """Give the checkpoints of the job, newest first."""
        jobs = self.client.fine_tuning
        found = self.ask(lambda: jobs.list_checkpoints(job_id), lambda page: list(page.data))
        yield from sorted(map(_checkpoint, found), key=lambda each: each.step, reverse=True)

    def metrics(self, job_id: str) -> list[dict[str, Json]]:
        """Return what was measured at each step."""
        jobs = self.client.fine_tuning
        return self.ask(lambda: jobs.list_metrics(job_id), lambda page: list(page.metrics or ()))

    def cancel(self, job_id: str) -> Job:
        """Cancel the job."""
        return self.ask(lambda: self.client.fine_tuning.cancel(job_id), _job)

    def resume(self, job_id: str) -> Job:
        """Say that no job rests here."""
        self.not_offered(f"resume {job_id}", "launch again with --extra from_checkpoint=JOB:STEP")

    def chat(self, model: str, messages: Sequence[Mapping[str, Json]]) -> Answer:
        """Ask MODEL for what comes after MESSAGES."""
        completions = self.client.chat.completions
        said: Answer = self.ask(lambda: chat.answer(completions, model, messages), itself)
        return said

    def _done(self, call: Callable[[], Any], read: Callable[[Any], Any]) -> Any:
        """Return what READ makes of the answer to CALL, which the SDK may refuse by itself."""
        try:
            return self.ask(call, read)
        except (ValueError, self.sdk.FileTypeError) as error:
            raise Refused(f"together's package refuses it: {error}") from error
        except OSError as error:
            raise Unreachable(f"together: the upload broke off ({error}); try again") from error


def provider(base_url: str | None) -> Together:
    """Return Together, or the same behind another BASE_URL."""
    return Together(base_url)


def _upload(file: Any) -> Upload:
    return Upload(
        id=file.id,
        name=file.filename,
        bytes=file.bytes,
        created=file.created_at,
        purpose=file.purpose,
        status=file.processing_status and file.processing_status.lower(),
    )


def _job(job: Any) -> Job:
    status = str(getattr(job.status, "value", job.status))
    name = getattr(job, "x_model_output_name", None) or getattr(job, "output_name", None)
    ours = STATUSES.get(status, status)
    faults = [each.message for each in job.events or () if str(each.level).endswith("error")]
    return Job(
        id=job.id,
        status=ours,
        model=job.model or "",
        created=_seconds(job.created_at),
        training_file=job.training_file or "",
        validation_file=job.validation_file or None,
        fine_tuned_model=name if ours == "succeeded" else None,
        trained_tokens=job.token_count,
        error=(faults[-1] if faults else None) if ours == "failed" else None,
        hyperparameters={
            "n_epochs": job.n_epochs,
            "batch_size": job.batch_size,
            "learning_rate": job.learning_rate,
        },
    )


def _event(event: Any) -> JobEvent:
    steps = {"step": event.step, "total_steps": event.total_steps}
    return JobEvent(
        # An event has no id: what it says, and when, is what it is.
        id=f"{event.created_at} {event.type} {event.step} {event.message}",
        created=_seconds(event.created_at),
        level=str(event.level or "info").removeprefix("legacy_").replace("iw", "w"),
        message=event.message,
        data={name: value for name, value in steps.items() if value is not None},
    )


def _checkpoint(found: Any) -> Checkpoint:
    name = found.object_name or found.path
    return Checkpoint(name, _seconds(found.created_at), found.step, name, {})


def _seconds(moment: datetime | str | None) -> int:
    """Return MOMENT as seconds since 1970."""
    if moment is None:
        return 0
    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return int(when.timestamp())
