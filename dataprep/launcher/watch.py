"""Following a job to its end."""

from __future__ import annotations

import time
from itertools import takewhile
from typing import TYPE_CHECKING

from dataprep.launcher import provider as providers
from dataprep.launcher.provider import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataprep.launcher.provider import Job, JobEvent, Provider

FIRST_PAUSE = 0.1
GROWTH = 1.5
# So often in a row nobody may answer; at the longest pauses these are some minutes.
OUTAGE = 30


def watch(
    job_id: str,
    *,
    provider: str,
    base_url: str | None = None,
    tell: Callable[[JobEvent], None] = lambda _: None,
    turn: Callable[[str], None] = lambda _: None,
) -> Job:
    """Return the job JOB_ID of PROVIDER once it has ended.

    TELL gets its events, oldest first, TURN each new status.

    Raises:
        ProviderError: the provider cannot be asked, or not for minutes, or has no such job.
    """
    service = providers.provider(provider, base_url)
    last, status, pause, missed = None, None, FIRST_PAUSE, 0
    while True:
        try:
            job, fresh = _round(service, job_id, last)
        except Unreachable:
            missed += 1
            if status is None or missed > OUTAGE:
                raise
        else:
            # The end is told last, any other status before what happened in it.
            if job.status != status and not job.ended:
                turn(job.status)
            for event in reversed(fresh):
                tell(event)
            if job.ended:
                turn(job.status)
                return job
            last, status, missed = fresh[0].id if fresh else last, job.status, 0
        time.sleep(pause)
        pause = min(pause * GROWTH, service.longest_pause)


def _round(service: Provider, job_id: str, last: str | None) -> tuple[Job, list[JobEvent]]:
    """Return the job and its events after LAST, newest first."""
    # The job comes first: what happens after it is asked for is an event of the next round.
    job = service.job(job_id)
    return job, list(takewhile(lambda event: event.id != last, service.events(job_id)))
