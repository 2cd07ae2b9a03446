"""How jobs and their events look, listed or while they happen."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dataprep.cli.views import curves, frames
from dataprep.launcher import provider as providers
from dataprep.launcher.failure import cause
from dataprep.launcher.provider import NotFound, ProviderError
from dataprep.launcher.watch import watch
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dataprep.launcher.provider import Checkpoint, Job, JobEvent

# So many steps of a job are shown where each takes a line.
LINES = 10


def show(job: Job) -> None:
    """Show what is known of JOB."""
    facts = {
        "job": job.id,
        "status": job.status,
        "model": job.model,
        "created": time(job.created),
        "training file": job.training_file,
        "validation file": job.validation_file,
        "hyperparameters": ", ".join(
            f"{name} {value}" for name, value in (job.hyperparameters or {}).items()
        ),
        "trained tokens": job.trained_tokens and f"{job.trained_tokens:,}",
        "new model": job.fine_tuned_model,
        "error": job.error,
        "ends about": job.estimated_finish and not job.ended and time(job.estimated_finish),
    }
    for name, fact in facts.items():
        if fact:
            click.echo(f"{name:<16} {printable(fact)}")


def show_list(jobs: Iterable[Job]) -> None:
    """Show JOBS, a line each."""
    for job in jobs:
        made = job.fine_tuned_model or job.model
        line = f"{job.id}  {time(job.created)}  {job.status:<16}  {made}"
        click.echo(printable(line))


def show_event(event: JobEvent, *, err: bool = False) -> None:
    """Show EVENT in a line."""
    click.echo(_text(event), err=err)


def show_checkpoint(checkpoint: Checkpoint) -> None:
    """Show CHECKPOINT in a line."""
    losses = [
        f"{name} {value:.4f}"
        for name, value in checkpoint.metrics.items()
        if "loss" in name and isinstance(value, float)
    ]
    line = f"step {checkpoint.step:<6}  {checkpoint.model}  {', '.join(losses)}"
    click.echo(printable(line.rstrip()))


def end(job: Job) -> None:
    """Show what a job that has ended came to: its model's name alone, or its error and cause."""
    if job.fine_tuned_model:
        click.echo(printable(job.fine_tuned_model))
        return
    said = f"{job.id} is {job.status}: {job.error or 'no reason was given'}"
    click.echo(printable(said), err=True)
    explain(job)


def explain(job: Job) -> None:
    """Show on standard error where the failure of JOB comes from, where that is known."""
    if found := cause(job, Path.cwd()):
        for line in frames.lines(found):
            click.echo(line, err=True)


def place(provider: str, base_url: str | None) -> str:
    """Return the options that name a provider."""
    return f"--provider {provider}" + (f" --base-url {base_url}" if base_url else "")


def follow(job_id: str, provider: str, base_url: str | None) -> Job:
    """Return the job once it has ended; until then show its events on standard error.

    A terminal gets a bar and a curve of the loss instead of the numbers of each step.
    """
    try:
        if not sys.stderr.isatty():
            job = watch(job_id, provider=provider, base_url=base_url, tell=_line, turn=_status)
        else:
            with _bar(job_id) as tell:
                job = watch(job_id, provider=provider, base_url=base_url, tell=tell, turn=_status)
    except NotFound:
        raise
    except (KeyboardInterrupt, ProviderError):
        again = printable(f"dataprep jobs watch {job_id} {place(provider, base_url)}")
        click.echo(f"\nthe job goes on; follow it again: {again}", err=True)
        raise
    if job.fine_tuned_model and (note := providers.provider(provider, base_url).after):
        click.echo(note, err=True)
    return job


def _line(event: JobEvent) -> None:
    if _worth_a_line(event):
        show_event(event, err=True)


def _worth_a_line(event: JobEvent) -> bool:
    """Say whether EVENT is to be seen in a log: of the steps, the first and some ten more are."""
    match event.data:
        case {"step": int(step), "total_steps": int(total)}:
            return step in (1, total) or step % max(1, total // LINES) == 0
        case _:
            return True


def _status(status: str) -> None:
    click.echo(f"status: {printable(status)}", err=True)


@contextmanager
def _bar(job_id: str) -> Iterator[Callable[[JobEvent], None]]:
    """Give a function that is told of events: a step moves the bar, all else is a line above it."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    said = TextColumn("{task.description}")
    console = Console(stderr=True, highlight=False, markup=False)
    columns = (said, BarColumn(20), MofNCompleteColumn(), TimeRemainingColumn())
    losses: list[float] = []
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(printable(job_id), total=None)

        def tell(event: JobEvent) -> None:
            match event.data:
                case {"step": step, "train_loss": float(loss)}:
                    total = event.data.get("total_steps")
                    losses.append(loss)
                    shown = f"loss {loss:.4f} {curves.spark(losses)}"
                    bar.update(task, completed=step, total=total, description=shown)
                case _:
                    console.print(_text(event), soft_wrap=True)

        yield tell
    for row in curves.chart(losses):
        console.print(row, soft_wrap=True)


def _text(event: JobEvent) -> str:
    level = "" if event.level == "info" else f"{event.level}: "
    return printable(f"{time(event.created)}  {level}{event.message}")


def time(seconds: int) -> str:
    """Return the moment SECONDS after 1970 began, in UTC."""
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%d %H:%M:%S")
