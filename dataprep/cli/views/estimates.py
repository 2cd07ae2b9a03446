"""How estimates look."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from dataprep.estimator.price import MILLION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.estimator.report import Estimate, EstimateReport


def show(report: EstimateReport) -> None:
    """Show REPORT as a table, and what it takes for granted."""
    console = Console(highlight=False, markup=False)
    console.print(f"{report.records:,} {report.method} records, counted with {report.tokenizer}\n")
    console.print(_table(report.estimates), "")
    for note in [*_assumptions(report.estimates), *_prices(report.estimates)]:
        console.print(textwrap.fill(f"- {note}", console.width, subsequent_indent="  "))


def _table(estimates: list[Estimate]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    table.add_column("model")
    for title in ("per epoch", "epochs", "billed tokens", "$/1M", "cost"):
        table.add_column(title, justify="right")
    for each in estimates:
        table.add_row(
            each.model,
            f"{each.tokens_per_epoch:,}",
            str(each.epochs),
            "by the hour" if each.billed_tokens is None else f"{each.billed_tokens:,}",
            "" if each.usd_per_million is None else f"{each.usd_per_million:,.2f}",
            _cost(each),
        )
    return table


def _cost(estimate: Estimate) -> str:
    """Return the cost, or the range it is in where it is not exact."""
    if estimate.usd_per_million is None or estimate.low is None:
        return "unknown"
    low = _dollars(estimate.usd_per_million * estimate.low / MILLION)
    if estimate.exact:
        return low
    if estimate.high is None:
        return f"over {low}"
    return f"{low} to\n{_dollars(estimate.usd_per_million * estimate.high / MILLION)}"


def _dollars(usd: float) -> str:
    return f"${usd:,.2f}" if usd >= 1 else f"${usd:.4f}"


def _assumptions(estimates: list[Estimate]) -> Iterator[str]:
    """Give each assumption once, with the models it is about where it is not about all."""
    for text in dict.fromkeys(text for each in estimates for text in each.assumptions):
        about = [each.model for each in estimates if text in each.assumptions]
        common = len(about) == len(estimates) or any(text.startswith(model) for model in about)
        yield text if common else f"{', '.join(about)}: {text}"


def _prices(estimates: list[Estimate]) -> Iterator[str]:
    for source, day in dict.fromkeys((each.price_source, each.price_as_of) for each in estimates):
        if day:
            yield f"prices from {source}, checked {day}"
        elif source == "given":
            yield "the price was given"
