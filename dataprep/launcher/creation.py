"""Creating a job exactly once: what was launched is found again, whatever got lost on the way."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from dataprep.catalog import catalog
from dataprep.launcher import manifest
from dataprep.launcher.manifest import Run
from dataprep.launcher.provider import NotFound, TrainingNotAvailable, Unreachable
from dataprep.launcher.request import LABEL
from dataprep.launcher.upload import stored
from dataprep.records.digest import digest
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dataprep.launcher.progress import Progress
    from dataprep.launcher.provider import Job, Provider
    from dataprep.launcher.request import JobRequest

PAUSES = (0.0, 0.5, 2.0, 8.0)


def contents_of(request: JobRequest) -> dict[str, str]:
    """Return the digest of each file of REQUEST, by its path."""
    paths = filter(None, (request.training_file, request.validation_file))
    return {path: digest(path) for path in paths}


def key_of(service: Provider, request: JobRequest, contents: Mapping[str, str]) -> str:
    """Return a digest of all that a job depends on; the files count by their CONTENTS."""
    files = [path and contents[path] for path in (request.training_file, request.validation_file)]
    body = replace(request, training_file="", validation_file=None).body
    return manifest.key([files, service.name, service.base_url, body])


def standing(service: Provider, train: str, key: str) -> Job | None:
    """Return the job that was launched from TRAIN with KEY and has not failed."""
    for run in manifest.read(manifest.beside(train)).of(key):
        try:
            job = service.job(run.job) if run.job else None
        except NotFound:
            continue
        if job and not job.failed:
            return job
    return None


def create(
    service: Provider,
    request: JobRequest,
    contents: Mapping[str, str],
    *,
    new: bool,
    progress: Progress,
) -> tuple[Job, bool]:
    """Upload the files of REQUEST, create its job, and return it and whether it is a new one.

    The manifest is written after each step. A launch that was interrupted is carried on, with
    its upload and its run id; a job that another launch has made meanwhile is the job, unless
    it failed or NEW is asked for.

    Raises:
        SourceError: a file no longer holds what CONTENTS says.
        ProviderError: the provider cannot do it.
    """
    ids = {
        path: stored(path, service, content, progress=progress).id
        for path, content in contents.items()
    }
    for upload_id in ids.values():
        service.wait_for(upload_id)
    key, kept_in = key_of(service, request, contents), manifest.beside(request.training_file)
    with manifest.locked(kept_in):
        _find_begun(service, kept_in, key)
        if not new and (job := standing(service, request.training_file, key)):
            return job, False
        book = manifest.read(kept_in)
        begun = (run.id for run in book.of(key) if run.job is None)
        run_id = next(begun, None) or manifest.run_id(key)
        labelled = replace(
            request,
            training_file=ids[request.training_file],
            validation_file=request.validation_file and ids[request.validation_file],
            metadata={**(request.metadata or {}), LABEL: run_id},
        )
        run = Run(run_id, key, service.name, service.base_url, labelled.body)
        manifest.keep(book.with_run(run), kept_in)
        try:
            job = _created(service, labelled, run_id)
        except TrainingNotAvailable as error:
            raise TrainingNotAvailable(
                "\n".join([f"{error}{_dates(service)}", *_ways(service, ids)])
            ) from error
        manifest.keep(book.with_run(replace(run, job=job.id)), kept_in)
    return job, True


def _find_begun(service: Provider, kept_in: Path, key: str) -> None:
    """Write down the jobs of the runs with KEY that were created although no answer came."""
    book = manifest.read(kept_in)
    for run in book.of(key):
        if run.job is None and (job := _labelled(service, run.id)):
            book = book.with_run(replace(run, job=job.id))
            manifest.keep(book, kept_in)


def _labelled(service: Provider, run_id: str) -> Job | None:
    return next(service.jobs({LABEL: run_id}), None)


def _created(service: Provider, request: JobRequest, run_id: str) -> Job:
    """Create the job, asking each time first whether an earlier try did: its answer may be lost."""
    for pause in PAUSES:
        time.sleep(pause)
        if job := _labelled(service, run_id):
            return job
        try:
            return service.create(request)
        except Unreachable as error:
            lost = error
    raise lost


def _dates(service: Provider) -> str:
    """Return who can still create jobs and until when, as the catalogue knows it."""
    if service.name not in catalog.providers():
        return ""
    training = catalog.provider(service.name).training
    return f"; {training.access}, and nobody from {training.ends} on"


def _ways(service: Provider, ids: Mapping[str, str]) -> Iterator[str]:
    """Give what can be done with the uploads IDS, by path, and what else with the files."""
    for path, upload_id in ids.items():
        yield (
            f"{path} is uploaded as {printable(upload_id)}: another launch uses it again, and "
            f"`{service.deletion(upload_id)}` deletes it"
        )
    yield (
        "the same file trains elsewhere with --provider compatible --base-url URL, "
        "or as a rehearsal on this machine with --provider local"
    )
