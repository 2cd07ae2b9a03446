"""How receipts look."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from dataprep.launcher.receipts import VERSION
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.launcher.receipts import Receipt


def show(receipts: Sequence[Receipt]) -> None:
    """Show RECEIPTS as a table, and how far the estimates were off."""
    if not receipts:
        click.echo(
            "no receipts: no job that was launched from here is known to be billed "
            "(`dataprep jobs watch` asks)"
        )
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    table.add_column("job")
    table.add_column("model")
    for title in ("estimated", "billed", "error"):
        table.add_column(title, justify="right")
    for each in receipts:
        table.add_row(
            printable(each.job),
            printable(each.model),
            f"{each.estimated:,}",
            f"{each.billed:,}",
            f"{each.error:+.1%}" if each.error else "none",
        )
    Console(highlight=False, markup=False).print(table)
    within = sum(each.is_within for each in receipts)
    click.echo(
        f"\n{within} of {len(receipts)} bills are within the bounds of their estimate; "
        f"the mean error is {_mean_error(receipts):.1%}"
    )


def note(receipt: Receipt | None) -> None:
    """Say on standard error what a job that has ended was billed, where that is known."""
    if receipt is None:
        return
    estimated = f"where {receipt.estimated:,} were estimated ({receipt.error:+.1%})"
    so = estimated if receipt.error else "as estimated"
    click.echo(f"billed: {receipt.billed:,} tokens, {so}", err=True)


def document(receipts: Sequence[Receipt]) -> dict[str, Any]:
    """Return RECEIPTS as ``dataprep/receipts`` describes them."""
    return {
        "version": VERSION,
        "mean_error": _mean_error(receipts),
        "receipts": [
            asdict(each) | {"error": each.error, "within": each.is_within} for each in receipts
        ],
    }


def _mean_error(receipts: Sequence[Receipt]) -> float | None:
    """Return how far the estimates were off, in either direction; None without any."""
    return sum(abs(each.error) for each in receipts) / len(receipts) if receipts else None
