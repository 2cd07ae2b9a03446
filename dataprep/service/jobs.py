"""Jobs are done one at a time, oldest first, in a thread of their own."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from threading import Event as Signal
from typing import TYPE_CHECKING

from dataprep.errors import DataprepError
from dataprep.service.errors import RequestError
from dataprep.service.run import Ended, Run
from dataprep.service.trainer import TrainingError
from dataprep.service.validation import Fault
from dataprep.service.wire import AT_WORK, FINISHED, PAUSED, Event, Job, Played, now

if TYPE_CHECKING:
    from dataprep.service.bases import Bases
    from dataprep.service.faults import Faults
    from dataprep.service.store import Store

INTERNAL = "The job failed due to an internal error"

_LOG = logging.getLogger(__name__)


class Jobs:
    """The jobs in STORE, done on BASES but for the FAULTS that befall them.

    Jobs that waited or were at work when the last service ended are taken up where it left them.
    """

    def __init__(self, store: Store, bases: Bases, faults: Faults) -> None:
        self._store, self._bases, self._faults = store, bases, faults
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jobs")
        self._undone: set[Future[None]] = set()
        self._closing = Signal()
        for job in reversed(store.newest(Job)):
            if job.status in AT_WORK:
                self._submit(job)

    @property
    def busy(self) -> bool:
        """Whether there is a job that is not finished."""
        return bool(self._undone)

    def create(self, job: Job) -> None:
        """Take on JOB, saying in its first event what it is trained on in truth."""
        trainer, player = self._bases.trainer(job.model), self._bases.player(job.model)
        self._store.add(job)
        self._store.add(Played(Played.key(job.id), player))
        if self._bases.base(job.model) == player:
            self._say(job.id, f"What is trained is {trainer.title}")
        else:
            said = f"{job.model} is not here: what is trained in its place is {trainer.title}"
            self._say(job.id, said, "warn")
        self._say(job.id, f"Created fine-tuning job: {job.id}")
        self._submit(job)

    def cancel(self, job_id: str) -> Job | None:
        """Cancel the job JOB_ID and return it, or None where it is finished already."""
        said = Event("The job was cancelled")
        return self._store.change(job_id, said, status="cancelled", finished_at=now())

    def pause(self, job_id: str) -> Job | None:
        """Let the job JOB_ID rest and return it, or None where it is not at work."""
        said = Event("The job was paused")
        return self._store.change(job_id, said, where=AT_WORK, status=PAUSED)

    def resume(self, job_id: str) -> Job | None:
        """Let the job JOB_ID go on and return it, or None where it is not paused."""
        said = Event("The job was resumed")
        job = self._store.change(job_id, said, where={PAUSED}, status="queued")
        if job:
            self._submit(job)
        return job

    def close(self) -> None:
        """Leave the jobs as they are: the next service goes on with them."""
        self._closing.set()
        self._worker.shutdown(cancel_futures=True)

    def _submit(self, job: Job) -> None:
        future = self._worker.submit(self._do, job)
        self._undone.add(future)
        future.add_done_callback(partial(self._done, job))

    def _do(self, job: Job) -> None:
        planned = self._faults.of_job(job)
        try:
            fault = Run(job, self._store, self._bases, planned, self._closing).go()
        except Ended:
            return
        except (DataprepError, RequestError, TrainingError) as error:
            fault = Fault("training_failed", f"The job failed: {error}")
        if fault:
            self._fail(job.id, fault)

    def _done(self, job: Job, future: Future[None]) -> None:
        """Let a fault of ours fail its job, and no other."""
        self._undone.discard(future)
        left = self._store.find(Job, job.id)
        if left is None or left.status in FINISHED:
            self._store.state(job.id).unlink(missing_ok=True)
        if not future.cancelled() and (error := future.exception()):
            _LOG.error("%s failed", job.id, exc_info=error)
            self._fail(job.id, Fault("server_error", INTERNAL))

    def _fail(self, job_id: str, fault: Fault) -> None:
        said = Event(fault.message, "error")
        self._store.change(job_id, said, status="failed", error=asdict(fault), finished_at=now())

    def _say(self, job_id: str, message: str, level: str = "info") -> None:
        self._store.add(Event(message, level), parent=job_id)
