"""``dataprep files``."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dataprep.cli import options, provider_options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from dataprep.launcher.provider import Provider


@click.group("files")
def command() -> None:
    """List or delete the files that a provider holds."""


@command.command("list")
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="How many at most."
)
@provider_options.place
@options.output_format
def list_files(provider: str | None, base_url: str | None, limit: int, output_format: str) -> None:
    """List the newest training files that a provider holds."""
    from dataprep.cli.views import files as view

    found = list(islice(_service(provider, base_url).files(), limit))
    if output_format == "json":
        echo_json({"version": 1, "files": found})
    else:
        view.show(found)


@command.command("delete")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@provider_options.place
@options.output_format
def delete(
    ids: tuple[str, ...], provider: str | None, base_url: str | None, output_format: str
) -> None:
    """Delete files at a provider; those on this machine stay."""
    service = _service(provider, base_url)
    for each in ids:
        service.delete(each)
        if output_format == "text":
            click.echo(f"{each} is deleted")
    if output_format == "json":
        echo_json({"version": 1, "deleted": list(ids)})


def _service(provider: str | None, base_url: str | None) -> Provider:
    """Return the provider that is meant."""
    from dataprep.launcher import provider as providers
    from dataprep.launcher.lookup import place_given, place_meant

    return providers.provider(*place_given(provider, base_url) or place_meant(Path.cwd()))
