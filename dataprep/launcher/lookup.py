"""Which job is meant, where the manifests in a folder can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dataprep.errors import UsageError
from dataprep.launcher import manifest
from dataprep.launcher import provider as providers
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataprep.launcher.manifest import Run


class Place(NamedTuple):
    """A provider, and where it is."""

    provider: str
    base_url: str | None


def place_given(provider: str | None, base_url: str | None) -> Place | None:
    """Return the place that options name, as a launch writes it down; None without options.

    Raises:
        UsageError: there is a BASE_URL alone, or it is none of the provider's.
    """
    if provider:
        return Place(provider, providers.provider(provider, base_url).base_url)
    if base_url:
        raise UsageError("--base-url goes with --provider; say with both who is there")
    return None


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
        there = ([run for run in runs if given in (None, _place(run))] for runs in launched)
        known = [runs[-1] for runs in there if runs]
    jobs = {(run.job, _place(run)) for run in known if run.job}
    if len(jobs) == 1:
        job, place = jobs.pop()
        return job, place if place == given else _trusted(place)
    if job_id:
        raise UsageError(f"nothing here says who has {job_id}; say it with --provider")
    listed = ", ".join(sorted(job for job, _ in jobs)) or "no job was launched here"
    raise UsageError(f"say which job is meant: {printable(listed)}")


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
    if place.base_url and place != _usual(place.provider):
        where = printable(f"--provider {place.provider} --base-url {place.base_url}")
        raise UsageError(f"it is at {printable(place.base_url)}; if you trust that, say {where}")
    return place


def _usual(provider: str) -> Place | None:
    """Return where PROVIDER is when nobody says so, None if it is anywhere."""
    try:
        return place_given(provider, None)
    except UsageError:
        return None


def _place(run: Run) -> Place:
    return Place(run.provider, run.base_url)
