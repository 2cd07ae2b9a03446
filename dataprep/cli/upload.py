"""``dataprep upload``."""

from __future__ import annotations

from dataclasses import asdict

import click

from dataprep.cli import options, provider_options
from dataprep.cli.views import echo_json
from dataprep.errors import UsageError
from dataprep.records.printable import printable


@click.command("upload")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@provider_options.place
@options.output_format
def command(
    files: tuple[str, ...], provider: str | None, base_url: str | None, output_format: str
) -> None:
    """Upload FILES to a provider, which must be named; those it holds already are not sent again.

    The manifest beside each file (train.dataprep.json for train.jsonl) keeps its id.
    """
    from dataprep.launcher.upload import upload

    if provider is None:
        raise UsageError("say with --provider where the files go")
    uploads = [
        upload(path, provider=provider, base_url=base_url, progress=options.progress)
        for path in files
    ]
    pairs = list(zip(files, uploads, strict=True))
    if output_format == "json":
        documents = [asdict(stored) | {"path": path} for path, stored in pairs]
        echo_json({"version": 1, "files": documents})
        return
    for path, stored in pairs:
        click.echo(f"{printable(stored.id)}  {path}")
