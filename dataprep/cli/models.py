"""``dataprep models``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dataprep import settings
from dataprep.catalog.catalog import State, provider, providers
from dataprep.cli import options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from datetime import date

    from dataprep.catalog.catalog import Model, Provider

VERSION = 1


@click.command("models")
@options.output_format
def command(output_format: str) -> None:
    """List models, limits, prices and dates; those that are closed to training come last."""
    today = settings.today()
    listed = [(each, _sorted(each, today)) for each in map(provider, providers())]
    if output_format == "json":
        rows = [_row(each.name, model, today) for each, models in listed for model in models]
        echo_json({"version": VERSION, "models": rows})
        return
    from dataprep.cli.views import models as view

    for each, models in listed:
        view.show(each, models, today)


def _sorted(provider: Provider, today: date) -> list[Model]:
    return sorted(provider.models, key=lambda model: model.state(today) is not State.OPEN)


def _row(provider: str, model: Model, today: date) -> dict[str, Any]:
    left = model.days_left(today)
    return {
        "provider": provider,
        "model": model.name,
        "aliases": model.aliases,
        "state": model.state(today),
        "methods": model.methods,
        "encoding": model.encoding,
        "limit": model.max_tokens,
        "training_ends": model.training_ends,
        "training_days_left": left.training,
        "shutdown": model.shutdown,
        "inference_days_left": left.inference,
        "usd": model.price,
        "source": model.source,
        "checked": model.checked,
    }
