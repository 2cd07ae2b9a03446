"""``/v1/fine_tuning/jobs``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.routing import Route

from dataprep.service.errors import RequestError
from dataprep.service.handlers.request import Answer, body, page
from dataprep.service.order import ordered
from dataprep.service.wire import Checkpoint, Event, Job

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.service.bases import Bases
    from dataprep.service.jobs import Jobs as Queue
    from dataprep.service.store import Store

USUAL, MOST = 20, 100

_METADATA = re.compile(r"metadata\[(.*)\]")


class Jobs:
    """The jobs in STORE, done by QUEUE on BASES."""

    def __init__(self, store: Store, queue: Queue, bases: Bases) -> None:
        self._store, self._queue, self._bases = store, queue, bases

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        one = "/fine_tuning/jobs/{id}"
        return [
            Route("/fine_tuning/jobs", self.create, methods=["POST"]),
            Route("/fine_tuning/jobs", self.list, methods=["GET"]),
            Route(one, self.retrieve, methods=["GET"]),
            Route(f"{one}/cancel", self.cancel, methods=["POST"]),
            Route(f"{one}/pause", self.pause, methods=["POST"]),
            Route(f"{one}/resume", self.resume, methods=["POST"]),
            Route(f"{one}/events", self.events, methods=["GET"]),
            Route(f"{one}/checkpoints", self.checkpoints, methods=["GET"]),
        ]

    async def create(self, request: Request) -> Response:
        """Create a job."""
        job = ordered(await body(request), self._store, self._bases)
        self._queue.create(job)
        return Answer(job)

    def list(self, request: Request) -> Response:
        """List the jobs, newest first, or those with the pairs of ``metadata[KEY]=VALUE``."""
        asked = {
            match[1]: value
            for name, value in request.query_params.items()
            if (match := _METADATA.fullmatch(name))
        }
        jobs = [
            job for job in self._store.newest(Job) if asked.items() <= (job.metadata or {}).items()
        ]
        return Answer(page(jobs, request, usual=USUAL, most=MOST))

    def retrieve(self, request: Request) -> Response:
        """Show a job."""
        return Answer(self._job(request))

    def cancel(self, request: Request) -> Response:
        """Cancel a job that is not finished."""
        job = self._job(request)
        if cancelled := self._queue.cancel(job.id):
            return Answer(cancelled)
        raise RequestError(f"Job {job.id} cannot be cancelled: it has {job.status}")

    def pause(self, request: Request) -> Response:
        """Let a job that is at work rest."""
        job = self._job(request)
        if paused := self._queue.pause(job.id):
            return Answer(paused)
        raise RequestError(f"Job {job.id} cannot be paused: it has {job.status}")

    def resume(self, request: Request) -> Response:
        """Let a paused job go on."""
        job = self._job(request)
        if resumed := self._queue.resume(job.id):
            return Answer(resumed)
        raise RequestError(f"Job {job.id} cannot be resumed: it is {job.status}")

    def events(self, request: Request) -> Response:
        """List what happened to a job, newest first."""
        events = self._store.newest(Event, parent=self._job(request).id)
        return Answer(page(events, request, usual=USUAL, most=MOST))

    def checkpoints(self, request: Request) -> Response:
        """List the checkpoints of a job, newest first."""
        checkpoints = self._store.newest(Checkpoint, parent=self._job(request).id)
        return Answer(page(checkpoints, request, usual=10, most=MOST))

    def _job(self, request: Request) -> Job:
        job_id = request.path_params["id"]
        if job := self._store.find(Job, job_id):
            return job
        raise RequestError(
            f"Could not find fine tune: {job_id}",
            param="fine_tune_id",
            code="fine_tune_not_found",
            status=404,
        )
