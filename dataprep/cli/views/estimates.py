"""How estimates look."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from dataprep.estimator.wording import cost, dollars, some
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.estimator.report import Budget, Estimate, EstimateReport

# An owner of less is not named.
SMALL = 0.005


def show(report: EstimateReport) -> None:
    """Show REPORT as a table, what is in the file, and what is taken for granted."""
    console = Console(highlight=False, markup=False)
    first = report.estimates[0]
    console.print(f"{report.records:,} {report.method} records, counted with {report.tokenizer}\n")
    console.print(_table(report.estimates))
    lists = {
        f"An epoch, as {first.model} counts it": _epoch(first),
        "What could be saved": _savings(first),
        "What the budget pays for": _budgets(report),
        _asking(first): _requests(report.estimates),
        "Taken for granted": [*_assumptions(report.estimates), *_prices(report.estimates)],
    }
    for title, notes in lists.items():
        if lines := [_wrapped(f"- {note}", console.width) for note in notes]:
            console.print(f"\n{title}:", *lines, sep="\n", soft_wrap=True)


def _wrapped(text: str, width: int) -> str:
    """Return TEXT as an item of a list; names and addresses stay whole."""
    return textwrap.fill(
        text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


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
            cost(each).replace(" to ", " to\n"),
        )
    return table


def _epoch(each: Estimate) -> Iterator[str]:
    whole = each.tokens_per_epoch
    shares = {owner: tokens / whole for owner, tokens in each.tokens_by_role.items()}
    named = ", ".join(f"{owner} {share:.0%}" for owner, share in shares.items() if share >= SMALL)
    yield f"{each.tokens_trained_on:,} tokens are trained on, the others are context: {named}"
    yield (
        f"half the records have up to {each.percentiles.p50:,} tokens, 90% "
        f"{each.percentiles.p90:,}, 99% {each.percentiles.p99:,}"
    )
    where = printable(f"{each.longest_at.path}:{each.longest_at.line}")
    yield f"the longest sequence has {each.longest:,}: {where}"
    if each.over_limit:
        yield (
            f"over the limit of {each.limit:,}: {some(each.over_limit, 'record')}; "
            f"{each.cut.tokens:,} tokens are cut off, {each.cut.trained:,} of them of answers"
        )
    if each.batch_size:
        yield f"{each.steps:,} steps in all epochs, in batches of {each.batch_size}"


def _savings(first: Estimate) -> Iterator[str]:
    for saving in first.savings:
        spent = "" if saving.usd is None else f" ({dollars(saving.usd)} with {first.model})"
        yield f"{saving.text}{spent}"


def _budgets(report: EstimateReport) -> Iterator[str]:
    for each in report.estimates:
        if each.budget:
            yield f"{each.model}: {_paid(each.budget, report.records)}"


def _paid(budget: Budget, records: int) -> str:
    whole = f"{_epochs(budget.epochs)} of all records"
    part = f"{_epochs(budget.records_epochs)} of the first {budget.records:,}"
    if budget.records == records:
        return f"up to {whole}"
    ways = [whole] * bool(budget.epochs) + [part] * bool(budget.records)
    if not ways:
        return "neither one epoch nor the fewest records that a job takes"
    return f"{' or '.join(ways)} for {dollars(budget.usd)}"


def _epochs(number: int) -> str:
    return some(number, "epoch")


def _asking(first: Estimate) -> str:
    if (found := first.inference) is None:
        return ""
    return (
        f"1,000 requests of {found.prompt_tokens:,.0f} tokens, "
        f"with answers of {found.answer_tokens:,.0f}"
    )


def _requests(estimates: list[Estimate]) -> Iterator[str]:
    for each in estimates:
        if found := each.inference:
            base = "" if found.base_usd is None else f", {dollars(found.base_usd)} at its base"
            yield f"{each.model}: {dollars(found.usd)} once tuned{base}"


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
