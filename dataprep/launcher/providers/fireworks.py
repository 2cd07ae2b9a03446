"""Fireworks: its own API, through its own package; data sets and jobs have ids that we choose."""

from __future__ import annotations

import hashlib
import os
import re
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dataprep.launcher import chat
from dataprep.launcher.asking import itself
from dataprep.launcher.own_sdk import OwnSdk
from dataprep.launcher.place import secret
from dataprep.launcher.provider import Job, JobEvent, NotFound, Refused, Unreachable, Upload
from dataprep.launcher.request import LABEL
from dataprep.launcher.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from dataprep.launcher.provider import Answer, Checkpoint
    from dataprep.launcher.request import JobRequest
    from dataprep.records.record import Json

ACCOUNT = "FIREWORKS_ACCOUNT_ID"
PREFIX = "JOB_STATE_"
STATUSES = {"completed": "succeeded", "early_stopped": "succeeded", "expired": "failed"}
READY = "READY"
# So many seconds a data set may take to be looked through, asked for at this distance.
PATIENCE, DISTANCE = 30 * 60.0, 2.0


class Fireworks(OwnSdk):
    """Open models, in an account; whatever is created twice under one id is there once."""

    name = "fireworks"
    package = "fireworks"

    @cached_property
    def client(self) -> Any:
        """The SDK's client, made when it is first needed."""
        key, account = self.secret, secret(self.name, ACCOUNT)
        return self.sdk.Fireworks(api_key=key, account_id=account, base_url=self.base_url)

    def connect(self) -> None:
        """Make sure that there are the package, a key and an account."""
        _ = self.client

    def spelled(self, request: JobRequest) -> dict[str, Any]:
        """Return the arguments of the SDK's call."""
        label = (request.metadata or {}).get(LABEL)
        job_id = label and f"dataprep-{label}"
        training = {
            "base_model": request.model,
            "epochs": request.epochs,
            "batch_size_samples": request.batch_size,
            "output_model": request.suffix,
        } | dict(request.extra or {})
        wandb = request.wandb and {"enabled": True, "project": request.wandb}
        if request.method == "dpo":
            loss = {"method": "DPO", "dpo": {"beta": request.beta}} if request.beta else None
            given = {"dpo_job_id": job_id, "training_config": _known(training), "loss_config": loss}
        else:
            given = {
                "supervised_fine_tuning_job_id": job_id,
                "evaluation_dataset": request.validation_file,
                **training,
            }
        return _known({"dataset": request.training_file, "wandb_config": wandb, **given})

    def upload(self, path: Path, progress: Callable[[int], None]) -> Upload:
        """Make a data set of the file at PATH, named by what it holds."""
        size, most = path.stat().st_size, self.terms.most_bytes
        if most and size > most:
            self.not_offered(
                f"take {path.name} of {size:,} bytes here", f"train on {most:,} at most"
            )
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with path.open("rb") as file:
            records = sum(1 for line in file if line.strip())
        slug = re.sub("[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "data"
        dataset_id = f"{slug[:40]}-{digest[:12]}"
        datasets = self.client.with_options(max_retries=0).datasets
        described = {"display_name": path.name, "example_count": str(records), "user_uploaded": {}}
        if not self.holds(dataset_id):
            self.ask(
                lambda: datasets.create(
                    dataset_id=dataset_id, dataset={**described, "format": "CHAT"}
                ),
                bool,
            )
        if self._state(dataset_id) == READY:
            progress(path.stat().st_size)
        else:
            with Window(path, progress) as file:
                named = (path.name, file, "application/jsonl")
                self.ask(lambda: datasets.upload(dataset_id, file=named), bool)
        return Upload(dataset_id, path.name)

    def files(self) -> Iterator[Upload]:
        """Give the data sets, newest first."""
        found = self.ask.each(lambda: iter(self.client.datasets.list()), _upload)
        yield from sorted(found, key=lambda file: file.created or 0, reverse=True)

    def content(self, upload_id: str) -> Iterator[bytes]:
        """Say that a data set is not sent back."""
        self.not_offered(f"send back {upload_id}", "download it in its console")

    def delete(self, upload_id: str) -> None:
        """Delete the data set."""
        self.ask(lambda: self.client.datasets.delete(upload_id), itself)

    def holds(self, upload_id: str) -> bool:
        """Say whether the data set is there."""
        return self.found(lambda: self.client.datasets.get(upload_id))

    def wait_for(self, upload_id: str) -> None:
        """Return when the data set is ready."""
        deadline = time.monotonic() + PATIENCE
        while self._state(upload_id) != READY:
            if time.monotonic() > deadline:
                raise Unreachable(
                    f"{upload_id} is still not ready; launch again later, the upload is kept"
                )
            time.sleep(DISTANCE)

    def create(self, request: JobRequest) -> Job:
        """Create a job: under an id of ours, so that a second one of it is refused."""
        client = self.client.with_options(max_retries=0)
        kind = client.dpo_jobs if request.method == "dpo" else client.supervised_fine_tuning_jobs
        asked = self.spelled(request)
        if "wandb_config" in asked:
            # The key stays out of what is written down.
            asked["wandb_config"] |= _known({"api_key": os.environ.get("WANDB_API_KEY")})
        return self.ask(lambda: kind.create(**asked), _job)

    def job(self, job_id: str) -> Job:
        """Return the job JOB_ID."""
        found: Job = self._either(lambda kind: self.ask(lambda: kind.get(job_id), _job))
        return found

    def jobs(self, metadata: Mapping[str, str] | None = None) -> Iterator[Job]:
        """Give the jobs, newest first; by METADATA only its run id finds one."""
        if label := (metadata or {}).get(LABEL):
            try:
                yield self.job(f"dataprep-{label}")
            except NotFound:
                return
            return
        found = [job for kind in self._kinds for job in self.ask.each(_pages(kind), _job)]
        yield from sorted(found, key=lambda job: job.created, reverse=True)

    def events(self, job_id: str) -> Iterator[JobEvent]:
        """Give how far the job is: Fireworks tells no more."""
        found = self._either(lambda kind: self.ask(lambda: kind.get(job_id), itself))
        progress = getattr(found, "job_progress", None)
        if progress is None or progress.percent is None:
            return
        said = f"{progress.percent} % done" + (
            f", epoch {progress.epoch}" if progress.epoch else ""
        )
        data = {"step": progress.percent, "total_steps": 100}
        yield JobEvent(said, _seconds(found.update_time), "info", said, data)

    def checkpoints(self, job_id: str) -> Iterator[Checkpoint]:
        """Say that checkpoints are not listed."""
        self.not_offered(f"list the checkpoints of {job_id}", "see its console")

    def metrics(self, job_id: str) -> list[dict[str, Json]]:
        """Say that metrics are not sent."""
        self.not_offered(
            f"send the metrics of {job_id}", "report them with --wandb, or see its console"
        )

    def cancel(self, job_id: str) -> Job:
        """Cancel the job."""
        self._either(lambda kind: self.ask(lambda: kind.cancel(job_id, body={}), itself))
        return self.job(job_id)

    def resume(self, job_id: str) -> Job:
        """Let a job go on that Fireworks stopped."""
        self._either(lambda kind: self.ask(lambda: kind.resume(job_id, body={}), itself))
        return self.job(job_id)

    def chat(self, model: str, messages: Sequence[Mapping[str, Json]]) -> Answer:
        """Ask MODEL for what comes after MESSAGES."""
        completions = self.client.chat.completions
        said: Answer = self.ask(lambda: chat.answer(completions, model, messages), itself)
        return said

    @property
    def _kinds(self) -> tuple[Any, Any]:
        return self.client.supervised_fine_tuning_jobs, self.client.dpo_jobs

    def _either(self, ask: Callable[[Any], Any]) -> Any:
        """Return what ASK gets of supervised jobs, or else of those that train preferences."""
        supervised, preference = self._kinds
        try:
            return ask(supervised)
        except NotFound:
            return ask(preference)

    def _state(self, dataset_id: str) -> str | None:
        """Return the state of the data set, which must not be a fault."""
        found = self.ask(lambda: self.client.datasets.get(dataset_id), itself)
        code = found.status and found.status.code
        if code not in (None, "OK"):
            raise Refused(f"fireworks could not process {dataset_id}: {found.status.message}")
        state: str | None = found.state
        return state


def provider(base_url: str | None) -> Fireworks:
    """Return Fireworks, or the same behind another BASE_URL."""
    return Fireworks(base_url)


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _pages(kind: Any) -> Callable[[], Iterator[Any]]:
    return lambda: iter(kind.list())


def _upload(found: Any) -> Upload:
    return Upload(
        id=_last(found.name),
        name=found.display_name or _last(found.name),
        created=_seconds(found.create_time),
        purpose="fine-tune",
        status=found.state and found.state.lower(),
    )


def _job(job: Any) -> Job:
    training = getattr(job, "training_config", None) or job
    said = (job.state or "").removeprefix(PREFIX).lower()
    status = STATUSES.get(said, said)
    failed = status == "failed" and job.status
    return Job(
        id=_last(job.name),
        status=status,
        model=training.base_model or "",
        created=_seconds(job.create_time),
        training_file=_last(job.dataset),
        validation_file=getattr(job, "evaluation_dataset", None),
        fine_tuned_model=training.output_model if status == "succeeded" else None,
        error=job.status.message if failed else None,
        hyperparameters={
            "epochs": training.epochs,
            "batch_size_samples": training.batch_size_samples,
            "learning_rate": training.learning_rate,
        },
    )


def _last(name: str) -> str:
    """Return the id in a NAME like ``accounts/me/datasets/ID``."""
    return name.rpartition("/")[2]


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0
