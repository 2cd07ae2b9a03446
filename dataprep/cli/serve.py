"""``dataprep serve``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dataprep import settings


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where files, jobs and models are kept.  [default: the user's data folder]",
)
@click.option(
    "--idle",
    type=click.FloatRange(min=0, min_open=True),
    metavar="MINUTES",
    help="End after so long without a request and without a job.",
)
@click.option(
    "--faults",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What goes wrong, to test a pipeline against it (docs/faults.md).",
)
@click.option(
    "--base",
    default="rehearsal",
    show_default=True,
    metavar="NAME",
    help="What plays OpenAI's models: the rehearsal, or a base of `dataprep local setup`.",
)
def command(
    host: str, port: int, data: Path | None, idle: float | None, faults: Path | None, base: str
) -> None:
    """Rehearse fine-tuning on this machine, behind OpenAI's API.

    It checks files as OpenAI would, trains a small model of its own and lets it answer. Any
    client of OpenAI's will do, with OPENAI_BASE_URL set to the URL shown, and any key.

    Its page is at the root of that URL. Bases of `dataprep local setup` are really trained.

    For other machines than this one (--host), set DATAPREP_SERVICE_KEY to the key they must give.
    """
    from dataprep.service.server import KEY, serve

    serve(
        data or settings.data_folder(),
        host=host,
        port=port,
        idle_minutes=idle,
        faults=faults,
        base=base,
        key=os.environ.get(KEY),
        listening=lambda url: click.echo(f"Listening on {url}"),
    )
