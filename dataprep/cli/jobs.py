"""``dataprep jobs``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dataprep.cli import options, provider_options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from dataprep.launcher.provider import Job, Provider


@click.group("jobs")
def command() -> None:
    """List, show, follow or cancel fine-tuning jobs.

    Without an ID it is the last job that was launched from this folder, if that is clear.
    """


@command.command("list")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most."
)
@provider_options.place
@options.output_format
def list_jobs(provider: str | None, base_url: str | None, limit: int, output_format: str) -> None:
    """List the newest jobs of a provider."""
    from dataclasses import asdict
    from itertools import islice

    from dataprep.cli.views import jobs as view
    from dataprep.launcher import provider as providers
    from dataprep.launcher.lookup import place_given, place_meant

    place = place_given(provider, base_url) or place_meant(Path.cwd())
    jobs = islice(providers.provider(*place).jobs(), limit)
    if output_format == "json":
        echo_json({"version": 1, "jobs": [asdict(job) for job in jobs]})
    else:
        view.show_list(jobs)


@command.command("show")
@click.argument("job_id", required=False, metavar="[ID]")
@provider_options.place
@options.output_format
def show(
    job_id: str | None, provider: str | None, base_url: str | None, output_format: str
) -> None:
    """Show a job."""
    found, service = _meant(job_id, provider, base_url)
    job = service.job(found)
    _settle(job, service)
    _show(job, output_format)


@command.command("events")
@click.argument("job_id", required=False, metavar="[ID]")
@provider_options.place
@options.output_format
def events(
    job_id: str | None, provider: str | None, base_url: str | None, output_format: str
) -> None:
    """Show the events of a job, oldest first."""
    from dataprep.cli.views import jobs as view

    found, service = _meant(job_id, provider, base_url)
    happened = list(service.events(found))[::-1]
    if output_format == "json":
        echo_json({"version": 1, "job": found, "events": happened})
        return
    for event in happened:
        view.show_event(event)


@command.command("watch")
@click.argument("job_id", required=False, metavar="[ID]")
@provider_options.place
@options.output_format
@click.pass_context
def watch(
    ctx: click.Context,
    job_id: str | None,
    provider: str | None,
    base_url: str | None,
    output_format: str,
) -> None:
    """Follow a job to its end, and show the name of its model."""
    from dataprep.cli.views import jobs as view

    found, service = _meant(job_id, provider, base_url)
    job = view.follow(found, service.name, service.base_url)
    _settle(job, service)
    if output_format == "json":
        _show(job, output_format)
    else:
        view.end(job)
    ctx.exit(1 if job.failed else 0)


@command.command("cancel")
@click.argument("job_id", required=False, metavar="[ID]")
@provider_options.place
@options.output_format
def cancel(
    job_id: str | None, provider: str | None, base_url: str | None, output_format: str
) -> None:
    """Cancel a job."""
    found, service = _meant(job_id, provider, base_url)
    _show(service.cancel(found), output_format)


def _meant(job_id: str | None, provider: str | None, base_url: str | None) -> tuple[str, Provider]:
    """Return the job that is meant, and its provider."""
    from dataprep.launcher import provider as providers
    from dataprep.launcher.lookup import job_meant, place_given

    found, place = job_meant(Path.cwd(), job_id, place_given(provider, base_url))
    return found, providers.provider(*place)


def _settle(job: Job, service: Provider) -> None:
    """Keep what the job was billed beside what was estimated, where it was launched from here."""
    from dataprep.launcher.receipts import settle

    settle(job, Path.cwd(), provider=service.name, base_url=service.base_url)


def _show(job: Job, output_format: str) -> None:
    from dataprep.cli.views import jobs as view

    if output_format == "json":
        echo_json({"version": 1, "job": job})
    else:
        view.show(job)
