"""How jobs and their events look, listed or while they happen."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from dataprep.launcher.provider import NotFound, ProviderError
from dataprep.launcher.watch import watch
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dataprep.launcher.provider import Job, JobEvent

# So many steps of a job are shown where each takes a line.
LINES = 10


def show(job: Job) -> None:
    """Show what is known of JOB."""
    facts = {
        "job": job.id,
        "status": job.status,
        "model": job.model,
        "created": _time(job.created),
        "training file": job.training_file,
        "validation file": job.validation_file,
        "trained tokens": job.trained_tokens and f"{job.trained_tokens:,}",
        "new model": job.fine_tuned_model,
        "error": job.error,
    }
    for name, fact in facts.items():
        if fact:
            click.echo(f"{name:<16} {printable(fact)}")


def show_list(jobs: Iterable[Job]) -> None:
    """Show JOBS, a line each."""
    for job in jobs:
        made = job.fine_tuned_model or job.model
        line = f"{job.id}  {_time(job.created)}  {job.status:<16}  {made}"
        click.echo(printable(line))


def show_event(event: JobEvent, *, err: bool = False) -> None:
    """Show EVENT in a line."""
    click.echo(_text(event), err=err)


def end(job: Job) -> None:
    """Show what a job that has ended came to: its model's name alone, or its error."""
    if job.fine_tuned_model:
        click.echo(printable(job.fine_tuned_model))
    else:
        said = f"{job.id} is {job.status}: {job.error or 'no reason was given'}"
        click.echo(printable(said), err=True)


def place(provider: str, base_url: str | None) -> str:
    """Return the options that name a provider."""
    return f"--provider {provider}" + (f" --base-url {base_url}" if base_url else "")


def follow(job_id: str, provider: str, base_url: str | None) -> Job:
    """Return the job once it has ended; until then show its events on standard error.

    A terminal gets a bar with the loss instead of the numbers of each step.
    """
    try:
        if not sys.stderr.isatty():
            return watch(job_id, provider=provider, base_url=base_url, tell=_line, turn=_status)
        with _bar(job_id) as tell:
            return watch(job_id, provider=provider, base_url=base_url, tell=tell, turn=_status)
    except NotFound:
        raise
    except (KeyboardInterrupt, ProviderError):
        again = printable(f"dataprep jobs watch {job_id} {place(provider, base_url)}")
        click.echo(f"\nthe job goes on; follow it again: {again}", err=True)
        raise


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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    said = TextColumn("{task.description}")
    console = Console(stderr=True, highlight=False, markup=False)
    columns = (said, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(printable(job_id), total=None)

        def tell(event: JobEvent) -> None:
            match event.data:
                case {"step": step, "train_loss": float(loss)}:
                    total = event.data.get("total_steps")
                    bar.update(task, completed=step, total=total, description=f"loss {loss:.4f}")
                case _:
                    console.print(_text(event), soft_wrap=True)

        yield tell


def _text(event: JobEvent) -> str:
    level = "" if event.level == "info" else f"{event.level}: "
    return printable(f"{_time(event.created)}  {level}{event.message}")


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%d %H:%M:%S")
