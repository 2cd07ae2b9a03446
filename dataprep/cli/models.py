"""``dataprep models``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dataprep import settings
from dataprep.catalog.catalog import State, provider, providers
from dataprep.cli import options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dataprep.catalog.catalog import Model, Provider
    from dataprep.catalog.fact import Fact

VERSION = 1


@click.command("models")
@click.argument("names", nargs=-1, metavar="[PROVIDER]...")
@options.output_format
def command(names: tuple[str, ...], output_format: str) -> None:
    """List models, limits, prices and dates; those that are closed to training come last.

    PROVIDER is one of the catalogue's; default: all of them.
    """
    today = settings.today()
    listed = [(each, _sorted(each, today)) for each in map(provider, names or providers())]
    for each, models in listed:
        for warning in _warnings(each, models, today):
            click.echo(f"warning: {warning}", err=True)
    if output_format == "json":
        rows = [_row(each.name, model, today) for each, models in listed for model in models]
        echo_json({"version": VERSION, "models": rows})
        return
    from dataprep.cli.views import models as view

    for each, models in listed:
        view.show(each, models, today)
    view.explain()


def _sorted(provider: Provider, today: date) -> list[Model]:
    return sorted(provider.models, key=lambda model: model.state(today) is not State.OPEN)


def _warnings(provider: Provider, models: list[Model], today: date) -> Iterator[str]:
    """Give what is to be looked at again before one relies on it, the oldest day of each kind."""
    known: dict[str, list[Fact]] = {
        "models": [*models] or [provider.training],
        "prices": [model.price for model in models],
    }
    for what, facts in known.items():
        old = [fact for fact in facts if fact.is_old(today)]
        if old:
            oldest = max(old, key=lambda fact: fact.age(today) or 0)
            yield (
                f"{provider.name}: what is known of its {what} was checked up to "
                f"{oldest.age(today)} days ago; see {oldest.source}"
            )


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
        "days_since_checked": model.age(today),
        "evidence": model.evidence,
    }
