"""How a launch looks: what it would send, what it costs, what it came to."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from dataprep import settings
from dataprep.cli.views import echo_json, jobs
from dataprep.errors import UsageError
from dataprep.launcher.launch import Outcome
from dataprep.linter.reporters import json, text
from dataprep.records.printable import printable
from dataprep.service.local.base import bases

if TYPE_CHECKING:
    from dataprep.launcher.launch import Launched
    from dataprep.launcher.provider import TrainingNotAvailable


def preview(offer: Launched) -> None:
    """Say on standard error what lint found, what would be sent where, and what it costs."""
    if offer.report and offer.report.findings:
        text.write(offer.report, sys.stderr)
    where = f" at {offer.base_url}" if offer.base_url else ""
    files = [offer.request.get(key) for key in ("training_file", "validation_file")]
    click.echo(f"{' and '.join(filter(None, files))} to {offer.provider}{where}", err=True)
    click.echo(f"{offer.request['model']}, {_cost(offer)}", err=True)


def agree(offer: Launched) -> bool:
    """Show OFFER and take it."""
    preview(offer)
    return True


def ask(offer: Launched) -> bool:
    """Show OFFER and ask whether to take it, unless it is free.

    Raises:
        UsageError: there is no terminal to ask at.
    """
    preview(offer)
    if offer.cost_usd == 0:
        return True
    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask at; give --yes to launch without asking")
    return click.confirm("Upload and start the job?", err=True)


def offer_deletion(error: TrainingNotAvailable) -> None:
    """Ask whether to delete what was uploaded for nothing, where there is somebody to ask."""
    if error.where is None or not sys.stdin.isatty():
        return
    names = printable(", ".join(error.uploads))
    if click.confirm(f"{error.where.name} takes no job. Delete {names} there?", err=True):
        for upload_id in error.uploads:
            error.where.delete(upload_id)


def note(launched: Launched) -> None:
    """Say on standard error which job there is, before it is followed."""
    if launched.job:
        was = "was launched before" if launched.outcome is Outcome.UNCHANGED else "is created"
        click.echo(printable(f"{launched.job.id} {was}"), err=True)


def show(launched: Launched) -> None:
    """Show what LAUNCHED came to."""
    match launched.outcome:
        case Outcome.FINDINGS if launched.report:
            text.write(launched.report, sys.stdout)
            click.echo("not launched, as lint found errors; nothing was sent", err=True)
        case Outcome.DRY_RUN:
            preview(launched)
            echo_json(launched.request)
    if launched.job:
        note(launched)
        jobs.show(launched.job)
        if not launched.job.ended:
            place = jobs.place(launched.provider, launched.base_url)
            again = printable(f"dataprep jobs watch {launched.job.id} {place}")
            click.echo(f"follow it: {again}", err=True)


def document(launched: Launched) -> dict[str, Any]:
    """Return LAUNCHED as ``dataprep/launch`` describes it."""
    return {
        "version": 1,
        "outcome": launched.outcome,
        "provider": launched.provider,
        "base_url": launched.base_url,
        "request": launched.request,
        "report": launched.report and json.document(launched.report),
        "estimate": launched.estimate,
        "cost_usd": launched.cost_usd,
        "job": launched.job and asdict(launched.job),
    }


def _cost(offer: Launched) -> str:
    """Return how much there is to train on, and what that costs."""
    if offer.cost_usd is None:
        cost = "at a cost that nobody can say before"
    elif offer.cost_usd:
        cost = f"about ${offer.cost_usd:,.4f}"
    else:
        cost = _free(str(offer.request["model"]))
    if offer.estimate is None or offer.estimate.billed_tokens is None:
        return cost
    tokens, epochs = offer.estimate.billed_tokens, offer.estimate.epochs
    return f"{tokens:,} tokens in {epochs} epochs, {cost}"


def _free(model: str) -> str:
    """Return what training MODEL for nothing is: only a base of this machine is trained itself."""
    base = model.split(":")[1] if model.startswith("ft:") else model
    real = base in bases(settings.data_folder())
    return "free: trained on this machine" if real else "free: a rehearsal on this machine"
