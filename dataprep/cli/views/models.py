"""How the catalogue looks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dataprep.catalog.catalog import Model, Price, Provider
    from dataprep.catalog.fact import Fact

_NUMBERS = ("limit", "train", "in/out")


def show(provider: Provider, models: Sequence[Model], today: date) -> None:
    """Show MODELS of PROVIDER as a table, with the days that are left TODAY, and the sources."""
    console = Console(highlight=False, markup=False)
    console.print(f"{provider.title} ({provider.name})")
    if models:
        console.print("", _table(models, today), "", sep="\n")
    for note in _notes(provider, models, today):
        console.print(textwrap.fill(f"- {note}", console.width, subsequent_indent="  "))
    console.print()


def explain() -> None:
    """Say what the columns mean."""
    console = Console(highlight=False, markup=False)
    console.print("USD for a million tokens, or an hour (/h); limit: tokens of one example")


def _table(models: Sequence[Model], today: date) -> Table:
    """Return MODELS as a table, without the columns that would be empty."""
    columns: dict[str, list[str]] = {"model": [], "method": []}
    columns |= {title: [] for title in (*_NUMBERS, "trained", "answers")}
    for model in models:
        left = model.days_left(today)
        columns["model"].append(f"{model.name}\n{model.encoding or 'its own tokenizer'}")
        columns["method"].append("\n".join(model.methods))
        columns["limit"].append(f"{model.max_tokens:,}" if model.max_tokens else "")
        columns["train"].append(_training(model.price))
        columns["in/out"].append(_both(model.price))
        columns["trained"].append(_until(model.training_ends, left.training, "closed"))
        columns["answers"].append(_until(model.shutdown, left.inference, "shut down"))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    told = {title: cells for title, cells in columns.items() if any(cells)}
    for title in told:
        table.add_column(title, justify="right" if title in _NUMBERS else "left")
    for row in zip(*told.values(), strict=True):
        table.add_row(*row)
    return table


def _notes(provider: Provider, models: Sequence[Model], today: date) -> Iterator[str]:
    """Give what the table leaves open, and where the rest of it is from."""
    if provider.open:
        yield "it trains other models too" if models else "it trains models that are not listed"
    if provider.training.access:
        yield provider.training.access
    prices = [model.price for model in models if model.price.source]
    if provider.free:
        yield "it costs nothing but your machine's time"
    elif not prices:
        yield "its prices are not known: `dataprep estimate --price USD` takes yours"
    yield from _sources("models", models or [provider.training], today)
    yield from _sources("prices", prices, today)


def _sources(what: str, facts: Sequence[Fact], today: date) -> Iterator[str]:
    for source, evidence, age in dict.fromkeys((f.source, f.evidence, f.age(today)) for f in facts):
        yield f"{what}: {source} ({evidence}; checked {age} days ago)"


def _training(price: Price) -> str:
    if price.training_hour:
        return f"{price.training_hour:g}/h"
    return _usd(price, price.training)


def _both(price: Price) -> str:
    return "\n".join(filter(None, (_usd(price, price.input), _usd(price, price.output))))


def _usd(price: Price, usd: float | None) -> str:
    """Return USD, which is left open where nothing is known of the PRICE."""
    return ("unknown" if price.source else "") if usd is None else f"{usd:.2f}"


def _until(day: date | None, left: int | None, over: str) -> str:
    """Return a date and how far it is, OVER once it has come."""
    return f"{day}\n{f'{left} days' if left else over}" if day else ""
