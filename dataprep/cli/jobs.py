"""``dataprep jobs``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dataprep.cli import options, provider_options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from dataprep.launcher.provider import Job, Provider
    from dataprep.launcher.receipts import Receipt


@click.group("jobs")
def command() -> None:
    """List, show, follow, measure, cancel, pause or resume fine-tuning jobs.

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
    from dataprep.cli.views import receipts

    found, service = _meant(job_id, provider, base_url)
    job = view.follow(found, service.name, service.base_url)
    receipts.note(_settle(job, service))
    if output_format == "json":
        _show(job, output_format)
    else:
        view.end(job)
    ctx.exit(1 if job.failed else 0)


@command.command("metrics")
@click.argument("job_id", required=False, metavar="[ID]")
@click.option("--to", metavar="FILE", help="Write them to FILE.csv, FILE.html or FILE.png.")
@options.force
@provider_options.place
@options.output_format
def metrics(
    job_id: str | None,
    to: str | None,
    force: bool,  # noqa: FBT001 — click passes it by name
    provider: str | None,
    base_url: str | None,
    output_format: str,
) -> None:
    """Show what was measured at each step of a job, as CSV, or write it to a file."""
    from dataprep.cli.views import measures
    from dataprep.errors import UsageError

    if to:
        measures.check(to, force=force)
    found, service = _meant(job_id, provider, base_url)
    rows = service.metrics(found)
    if not rows:
        raise UsageError(f"{found} has no metrics yet; try again once it has made some steps")
    if to:
        measures.write(rows, to, found, force=force)
    if output_format == "json":
        echo_json({"version": 1, "job": found, "metrics": rows})
    elif to is None:
        click.echo(measures.csv_text(rows), nl=False)


@command.command("checkpoints")
@click.argument("job_id", required=False, metavar="[ID]")
@provider_options.place
@options.output_format
def checkpoints(
    job_id: str | None, provider: str | None, base_url: str | None, output_format: str
) -> None:
    """List the models that a job left on its way, oldest first."""
    from dataprep.cli.views import jobs as view

    found, service = _meant(job_id, provider, base_url)
    there = sorted(service.checkpoints(found), key=lambda each: each.step)
    if output_format == "json":
        echo_json({"version": 1, "job": found, "checkpoints": there})
        return
    for each in there:
        view.show_checkpoint(each)


def _act(name: str, does: str) -> None:
    """Add the command NAME, which DOES something to a job and shows it."""

    @command.command(name, help=does)
    @click.argument("job_id", required=False, metavar="[ID]")
    @provider_options.place
    @options.output_format
    def act(
        job_id: str | None, provider: str | None, base_url: str | None, output_format: str
    ) -> None:
        found, service = _meant(job_id, provider, base_url)
        _show(getattr(service, name)(found), output_format)


_act("cancel", "Cancel a job; what it has trained so far is paid for.")
_act("pause", "Let a job rest.")
_act("resume", "Let a job that rests go on.")


def _meant(job_id: str | None, provider: str | None, base_url: str | None) -> tuple[str, Provider]:
    """Return the job that is meant, and its provider."""
    from dataprep.launcher import provider as providers
    from dataprep.launcher.lookup import job_meant, place_given

    found, place = job_meant(Path.cwd(), job_id, place_given(provider, base_url))
    return found, providers.provider(*place)


def _settle(job: Job, service: Provider) -> Receipt | None:
    """Keep what the job was billed beside what was estimated, where it was launched from here."""
    from dataprep.launcher.receipts import settle

    return settle(job, Path.cwd(), provider=service.name, base_url=service.base_url)


def _show(job: Job, output_format: str) -> None:
    from dataprep.cli.views import jobs as view

    if output_format == "json":
        echo_json({"version": 1, "job": job})
    else:
        view.show(job)
        view.explain(job)
