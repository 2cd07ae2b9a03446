"""Following a job to its end."""

from __future__ import annotations

import time
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
# So many known events in a round, and no more is asked for.
LOOK_BACK = 10


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
    seen: set[str] = set()
    status, pause, missed = None, FIRST_PAUSE, 0
    while True:
        try:
            job, fresh = _round(service, job_id, seen)
        except Unreachable:
            missed += 1
            if status is None or missed > OUTAGE:
                raise
        else:
            # The end is told last, any other status before what happened in it.
            if job.status != status and not job.ended:
                turn(job.status)
            for event in fresh:
                tell(event)
            seen.update(event.id for event in fresh)
            if job.ended:
                turn(job.status)
                return job
            status, missed = job.status, 0
        time.sleep(pause)
        pause = min(pause * GROWTH, service.longest_pause)


def _round(service: Provider, job_id: str, seen: set[str]) -> tuple[Job, list[JobEvent]]:
    """Return the job and its events that were not SEEN, oldest first."""
    # The job comes first: what happens after it is asked for is an event of the next round.
    job = service.job(job_id)
    fresh: dict[str, JobEvent] = {}
    known = 0
    # Some servers list newest first but for a few: one that is known is not the end of the new.
    for event in service.events(job_id):
        if event.id in seen:
            known += 1
            if known == LOOK_BACK:
                break
        else:
            fresh.setdefault(event.id, event)
    oldest_first = list(fresh.values())[::-1]
    return job, sorted(oldest_first, key=lambda event: event.created)
