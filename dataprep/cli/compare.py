"""``dataprep compare``."""

from __future__ import annotations

from typing import Any

import click

from dataprep.cli import options, provider_options
from dataprep.cli.views import echo_json


@click.command("compare")
@click.option(
    "--model", multiple=True, metavar="NAME", help="A model to ask, or PROVIDER:MODEL (repeat)."
)
@click.option("--job", metavar="ID", help="The model that this job trained, before and after.")
@click.option("--prompt", metavar="TEXT", help="What is asked.")
@click.option(
    "--prompts", metavar="FILE", help="A file of prompts: a text or a record of chat a line."
)
@click.option("--system", metavar="TEXT", help="What the models are told first.")
@click.option("--to", metavar="FILE", help="Write the answers to FILE.html or FILE.json.")
@click.option(
    "--at-once",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    help="How many answers are waited for at the same time.",
)
@options.force
@provider_options.place
@options.output_format
def command(
    model: tuple[str, ...],
    job: str | None,
    to: str | None,
    force: bool,  # noqa: FBT001 — click passes it by name
    output_format: str,
    **given: Any,
) -> None:
    """Ask several models the same, and show their answers side by side."""
    from pathlib import Path

    from dataprep.cli.views import comparisons
    from dataprep.launcher.compare import compare
    from dataprep.launcher.lookup import job_meant, place_given

    if to:
        comparisons.check(to, force=force)
    if job:
        there = place_given(given["provider"], given["base_url"])
        _, place = job_meant(Path.cwd(), job, there)
        given |= place._asdict()
    comparison = compare(model, job=job, **given)
    if to:
        comparisons.write(comparison, to, force=force)
    if output_format == "json":
        echo_json(comparisons.document(comparison))
    elif to is None:
        comparisons.show(comparison)
