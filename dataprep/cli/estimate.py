"""``dataprep estimate``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

from dataprep.cli import options
from dataprep.cli.views import echo_json

AUTO = "auto"


def _epochs(ctx: click.Context, param: click.Parameter, value: str) -> int | None:
    """Return VALUE as a number, None for ``auto``."""
    return None if value == AUTO else click.INT(value, param, ctx)


class Dollars(click.FloatRange):
    """A sum in USD, which is a finite number and not below zero."""

    def __init__(self) -> None:
        super().__init__(min=0)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return VALUE as a number."""
        usd = super().convert(value, param, ctx)
        if not math.isfinite(usd):
            self.fail(f"{value!r} is no sum of money", param, ctx)
        return usd


@click.command("estimate")
@click.argument("files", nargs=-1, metavar="FILES...")
@click.option(
    "--model",
    multiple=True,
    metavar="NAME",
    help="A model (repeat); default: all one can train today.",
)
@click.option(
    "--target",
    default="openai",
    show_default=True,
    metavar="PROVIDER[/METHOD]",
    help="Whose models and prices.",
)
@click.option(
    "--epochs",
    default=AUTO,
    show_default=True,
    callback=_epochs,
    metavar="N|auto",
    help="How often the data is shown; auto is the provider's choice.",
)
@click.option("--price", type=Dollars(), metavar="USD", help="USD per million training tokens.")
@click.option("--validation", metavar="FILE", help="The validation file that goes with it.")
@click.option("--budget", type=Dollars(), metavar="USD", help="Say what this much would pay for.")
@click.option(
    "--receipts",
    is_flag=True,
    help="Show instead what jobs were billed, launched from FILES or from this folder.",
)
@options.tokenizer
@options.work
@options.output_format
def command(
    files: tuple[str, ...],
    model: tuple[str, ...],
    output_format: str,
    receipts: bool,  # noqa: FBT001 — click passes it by name
    **given: Any,
) -> None:
    """Count the tokens of FILES, together one training set, and say what training will cost."""
    if receipts:
        _show_receipts(files, output_format)
        return
    if not files:
        raise click.UsageError("Missing argument 'FILES...'.")
    from dataprep.cli.views import estimates
    from dataprep.estimator.estimate import estimate

    with options.progress("counting") as progress:
        report = estimate(files, models=model, progress=progress, **given)
    if output_format == "json":
        echo_json(report)
    else:
        estimates.show(report)


def _show_receipts(files: tuple[str, ...], output_format: str) -> None:
    """Show what the jobs launched from FILES, or from this folder, were billed."""
    from dataprep.cli.views import receipts as view
    from dataprep.launcher.receipts import receipts

    found = receipts(files, Path.cwd())
    if output_format == "json":
        echo_json(view.document(found))
    else:
        view.show(found)
