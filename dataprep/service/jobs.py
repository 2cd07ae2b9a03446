"""Jobs are done one at a time, oldest first, in a thread of their own."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from dataprep.errors import DataprepError
from dataprep.service.errors import RequestError
from dataprep.service.run import Ended, Run
from dataprep.service.trainer import TrainingError
from dataprep.service.validation import Fault
from dataprep.service.wire import FINISHED, Event, Job, now

if TYPE_CHECKING:
    from dataprep.service.faults import Faults
    from dataprep.service.store import Store
    from dataprep.service.trainer import Trainer

INTERNAL = "The job failed due to an internal error"
INTERRUPTED = Fault("server_error", f"{INTERNAL}: the service ended on the way; create it again")

_LOG = logging.getLogger(__name__)


class Jobs:
    """The jobs in STORE, done by TRAINER but for the FAULTS that befall them.

    A job that waited when the last service ended is taken up; one that it was doing has failed.
    """

    def __init__(self, store: Store, trainer: Trainer, faults: Faults) -> None:
        self._store, self._trainer, self._faults = store, trainer, faults
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jobs")
        self._undone: set[Future[None]] = set()
        self._at_work: str | None = None
        for job in reversed(store.newest(Job)):
            if job.status == "validating_files":
                self._submit(job)
            elif job.status not in FINISHED:
                self._fail(job.id, INTERRUPTED)

    @property
    def busy(self) -> bool:
        """Whether there is a job that is not finished."""
        return bool(self._undone)

    def create(self, job: Job) -> None:
        """Take on JOB, saying in its first event what it is trained on in truth."""
        self._store.add(job)
        self._say(
            job.id, f"{job.model} is not here: this is a rehearsal on {self._trainer.title}", "warn"
        )
        if job.method["type"] == "dpo":
            self._say(job.id, "The preferred outputs alone are trained on, as answers", "warn")
        self._say(job.id, f"Created fine-tuning job: {job.id}")
        self._submit(job)

    def cancel(self, job_id: str) -> Job | None:
        """Cancel the job JOB_ID and return it, or None where it is finished already."""
        said = Event("The job was cancelled")
        return self._store.change(job_id, said, status="cancelled", finished_at=now())

    def close(self) -> None:
        """End the job at work, as failed; those that wait are done by the next service."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        if self._at_work:
            self._fail(self._at_work, INTERRUPTED)
        self._worker.shutdown()

    def _submit(self, job: Job) -> None:
        future = self._worker.submit(self._do, job)
        self._undone.add(future)
        future.add_done_callback(partial(self._done, job))

    def _do(self, job: Job) -> None:
        self._at_work = job.id
        try:
            fault = Run(job, self._store, self._trainer, self._faults.of_job(job)).go()
        except Ended:
            return
        except (DataprepError, RequestError, TrainingError) as error:
            fault = Fault("training_failed", f"The job failed: {error}")
        finally:
            self._at_work = None
        if fault:
            self._fail(job.id, fault)

    def _done(self, job: Job, future: Future[None]) -> None:
        """Let a fault of ours fail its job, and no other."""
        self._undone.discard(future)
        if not future.cancelled() and (error := future.exception()):
            _LOG.error("%s failed", job.id, exc_info=error)
            self._fail(job.id, Fault("server_error", INTERNAL))

    def _fail(self, job_id: str, fault: Fault) -> None:
        said = Event(fault.message, "error")
        self._store.change(job_id, said, status="failed", error=asdict(fault), finished_at=now())

    def _say(self, job_id: str, message: str, level: str = "info") -> None:
        self._store.add(Event(message, level), parent=job_id)
