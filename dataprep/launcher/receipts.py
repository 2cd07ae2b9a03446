"""Receipts: what jobs were billed, beside what was estimated, as the manifests keep it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataprep.errors import SourceError
from dataprep.launcher import manifest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dataprep.launcher.manifest import Run
    from dataprep.launcher.provider import Job

VERSION = 1


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a job was estimated at and what it was billed, in tokens of all epochs."""

    manifest: str
    job: str
    provider: str
    model: str
    estimated: int
    low: int
    high: int | None
    billed: int

    @property
    def error(self) -> float:
        """How far the estimate is over the bill, as a share of it."""
        return (self.estimated - self.billed) / self.billed

    def is_of(self, job: Job, provider: str) -> bool:
        """Say whether this is the receipt of JOB, which PROVIDER has."""
        return (self.job, self.provider) == (job.id, provider)

    @property
    def is_within(self) -> bool:
        """Whether the bill is within the bounds of the estimate."""
        return self.low <= self.billed and (self.high is None or self.billed <= self.high)


def settle(job: Job, folder: Path, *, provider: str, base_url: str | None) -> Receipt | None:
    """Write what JOB was billed into the manifest in FOLDER that it was launched by, if one is.

    Return its receipt, None where there is no bill or was no estimate.
    """
    if not job.trained_tokens:
        return None
    for file in _manifests(folder):
        if not any(_unsettled(run, job, provider, base_url) for run in manifest.read(file).runs):
            continue
        with manifest.locked(file):
            book = manifest.read(file)
            runs = tuple(
                replace(run, trained_tokens=job.trained_tokens)
                if _unsettled(run, job, provider, base_url)
                else run
                for run in book.runs
            )
            manifest.keep(replace(book, runs=runs), file)
    return next((each for each in receipts((), folder) if each.is_of(job, provider)), None)


def receipts(files: Sequence[str], folder: Path) -> list[Receipt]:
    """Return the receipts of the jobs launched from FILES, or from any file in FOLDER.

    Raises:
        SourceError: nothing was launched from one of FILES.
    """
    books = [manifest.beside(file) for file in files]
    for file, book in zip(files, books, strict=True):
        if not book.is_file():
            raise SourceError(f"{file}: nothing was launched from it; there is no {book}")
    return [
        Receipt(
            manifest=str(file),
            job=run.job,
            provider=run.provider,
            model=run.request["model"],
            estimated=run.estimated.tokens,
            low=run.estimated.low,
            high=run.estimated.high,
            billed=run.trained_tokens,
        )
        for file in (books or _manifests(folder))
        for run in manifest.read(file).runs
        if run.job and run.estimated and run.trained_tokens
    ]


def _manifests(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{manifest.SUFFIX}"))


def _unsettled(run: Run, job: Job, provider: str, base_url: str | None) -> bool:
    place = (job.id, provider, base_url)
    return (
        run.job,
        run.provider,
        run.base_url,
    ) == place and run.trained_tokens != job.trained_tokens
