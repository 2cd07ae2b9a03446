"""``dataprep init``."""

from __future__ import annotations

import click

from dataprep.cli import options


@click.command("init")
@click.argument("source", default="rows.jsonl", metavar="[SOURCE]")
@click.option(
    "--to", default="pipeline.toml", show_default=True, metavar="FILE", help="The file to write."
)
@click.option("--model", default="gpt-4.1-mini", show_default=True, help="The model to train.")
@click.option(
    "--provider", default="local", show_default=True, help="Who trains it; local is a rehearsal."
)
@options.force
def command(
    source: str,
    to: str,
    model: str,
    provider: str,
    force: bool,  # noqa: FBT001 — click passes it by name
) -> None:
    """Write a pipeline file with every stage and option, for `dataprep run`.

    SOURCE is a file of rows, or a data set of the Hugging Face Hub such as openai/gsm8k.
    """
    from pathlib import Path

    from dataprep.launcher import provider as providers
    from dataprep.pipeline.template import filled
    from dataprep.records.printable import printable
    from dataprep.records.sink import written

    providers.check_name(provider)
    text = filled(name=Path(to).name, source=source, model=model, provider=provider)
    with written(to, force=force) as out:
        out.write(text.encode())
    click.echo(printable(f"{to} is written; look through it, then: dataprep run {to}"), err=True)
