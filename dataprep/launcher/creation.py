"""Creating a job exactly once: what was launched is found again, whatever got lost on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dataprep.launcher import manifest
from dataprep.launcher.closing import closed
from dataprep.launcher.manifest import Run
from dataprep.launcher.once import once
from dataprep.launcher.provider import NotFound, TrainingNotAvailable
from dataprep.launcher.request import LABEL
from dataprep.launcher.upload import stored
from dataprep.records.digest import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dataprep.launcher.manifest import Estimated
    from dataprep.launcher.progress import Progress
    from dataprep.launcher.provider import Job, Provider
    from dataprep.launcher.request import JobRequest


def contents_of(request: JobRequest) -> dict[str, str]:
    """Return the digest of each file of REQUEST, by its path."""
    paths = filter(None, (request.training_file, request.validation_file))
    return {path: digest(path) for path in paths}


def key_of(service: Provider, request: JobRequest, contents: Mapping[str, str]) -> str:
    """Return a digest of all that a job depends on; the files count by their CONTENTS."""
    files = [path and contents[path] for path in (request.training_file, request.validation_file)]
    body = service.spelled(replace(request, training_file="", validation_file=None))
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
    estimated: Estimated | None,
    new: bool,
    progress: Progress,
) -> tuple[Job, bool]:
    """Upload the files of REQUEST, create its job, and return it and whether it is a new one.

    The manifest is written after each step. A launch that was interrupted is carried on, with
    its upload and its run id; a job that another launch has made meanwhile is the job, unless
    it failed or NEW is asked for. What was ESTIMATED is kept for the receipt.

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
        body = service.spelled(labelled)
        run = Run(run_id, key, service.name, service.base_url, body, estimated=estimated)
        manifest.keep(book.with_run(run), kept_in)
        try:
            job = once(lambda: service.create(labelled), lambda: _labelled(service, run_id))
        except TrainingNotAvailable as error:
            raise closed(error, service, ids) from error
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
