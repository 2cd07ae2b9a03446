"""Which job is meant, where the manifests in a folder can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dataprep.errors import UsageError
from dataprep.launcher import manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataprep.launcher.manifest import Run


class Place(NamedTuple):
    """A provider, and where it is."""

    provider: str
    base_url: str | None


def job_meant(folder: Path, job_id: str | None, given: Place | None) -> tuple[str, Place]:
    """Return the job JOB_ID, or else the last one launched in FOLDER, and who has it.

    Raises:
        UsageError: the manifests in FOLDER name none, or several.
    """
    if job_id and given:
        return job_id, given
    launched = list(_launched(folder))
    if job_id:
        known = [run for runs in launched for run in runs if run.job == job_id]
    else:
        known = [runs[-1] for runs in launched if given in (None, _place(runs[-1]))]
    jobs = {(run.job, _place(run)) for run in known if run.job}
    if len(jobs) == 1:
        job, place = jobs.pop()
        return job, place if place == given else _trusted(place)
    if job_id:
        raise UsageError(f"nothing here says who has {job_id}; say it with --provider")
    listed = ", ".join(sorted(job for job, _ in jobs)) or "no job was launched here"
    raise UsageError(f"say which job is meant: {listed}")


def place_meant(folder: Path) -> Place:
    """Return the one provider that the manifests in FOLDER name.

    Raises:
        UsageError: they name none, or several.
    """
    places = {_place(run) for runs in _launched(folder) for run in runs}
    if len(places) == 1:
        return _trusted(places.pop())
    raise UsageError("say with --provider whose jobs are meant")


def _launched(folder: Path) -> Iterator[list[Run]]:
    """Give the runs of each manifest in FOLDER whose job is known, oldest first."""
    for file in sorted(folder.glob(f"*{manifest.SUFFIX}")):
        if runs := [run for run in manifest.read(file).runs if run.job]:
            yield runs


def _trusted(place: Place) -> Place:
    """Return PLACE, unless a file alone says where a key would be sent."""
    if place.base_url:
        raise UsageError(f"it is at {place.base_url}; if you trust that, say --base-url")
    return place


def _place(run: Run) -> Place:
    return Place(run.provider, run.base_url)
