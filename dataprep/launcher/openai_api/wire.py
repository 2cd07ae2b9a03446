"""What OpenAI's API answers, as ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataprep.launcher.provider import Checkpoint, Job, JobEvent, Upload

if TYPE_CHECKING:
    from openai.types import FileObject
    from openai.types.fine_tuning import FineTuningJob, FineTuningJobEvent
    from openai.types.fine_tuning.jobs import FineTuningJobCheckpoint


def upload(file: FileObject) -> Upload:
    """Return FILE as ours."""
    return Upload(
        id=_id(file),
        name=file.filename,
        bytes=file.bytes,
        created=file.created_at,
        purpose=file.purpose,
        status=file.status,
    )


def job(job: FineTuningJob) -> Job:
    """Return JOB as ours."""
    method = job.method and getattr(job.method, job.method.type, None)
    chosen: Any = getattr(method, "hyperparameters", None) or job.hyperparameters
    return Job(
        id=_id(job),
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
        hyperparameters=chosen and _hyperparameters(chosen.to_dict()),
        estimated_finish=getattr(job, "estimated_finish", None),
    )


def _hyperparameters(chosen: dict[str, Any]) -> dict[str, Any]:
    """Return what was CHOSEN; Azure writes "auto" as -1."""
    return {name: "auto" if value == -1 else value for name, value in chosen.items()}


def event(event: FineTuningJobEvent) -> JobEvent:
    """Return EVENT as ours."""
    data = event.data if isinstance(event.data, dict) else {}
    return JobEvent(event.id, event.created_at, event.level, event.message, data)


def checkpoint(found: FineTuningJobCheckpoint) -> Checkpoint:
    """Return the checkpoint FOUND as ours."""
    return Checkpoint(
        id=found.id,
        created=found.created_at,
        step=found.step_number,
        model=found.fine_tuned_model_checkpoint,
        metrics=found.metrics.to_dict(),
    )


def _id(found: FileObject | FineTuningJob) -> str:
    """Return the id of what was FOUND, without which it is nothing; the SDK lets that pass."""
    if not isinstance(found.id, str):
        raise TypeError("it has no id")
    return found.id
