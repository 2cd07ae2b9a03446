"""How the catalogue looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dataprep.catalog.catalog import Model, Price, Provider


def show(provider: Provider, models: Iterable[Model], today: date) -> None:
    """Show MODELS of PROVIDER as a table, with the days that are left TODAY."""
    console = Console(highlight=False, markup=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for title in ("model", "method", "limit", "train", "in/out", "trained", "answers"):
        table.add_column(
            title, justify="right" if title in ("limit", "train", "in/out") else "left"
        )
    for model in models:
        left = model.days_left(today)
        table.add_row(
            f"{model.name}\n{model.encoding}",
            "\n".join(model.methods),
            f"{model.max_tokens:,}" if model.max_tokens else "",
            _training(model.price),
            f"{_usd(model.price.input)}\n{_usd(model.price.output)}",
            _until(model.training_ends, left.training, "closed"),
            _until(model.shutdown, left.inference, "shut down"),
        )
    console.print(provider.title, "", table, "", sep="\n")
    console.print("USD for a million tokens, or an hour (/h); limit: tokens of one example")


def _training(price: Price) -> str:
    if price.training_hour:
        return f"{price.training_hour:g}/h"
    return _usd(price.training)


def _usd(price: float | None) -> str:
    return "unknown" if price is None else f"{price:.2f}"


def _until(day: date | None, left: int | None, over: str) -> str:
    """Return a date and how far it is, OVER once it has come."""
    return f"{day}\n{f'{left} days' if left else over}" if day else "no end set"
