"""How a profile looks in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from dataprep.estimator.wording import cost, some
from dataprep.profiler.wording import percent, size, span
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataprep.profiler.figures import Profile
    from dataprep.profiler.spread import Bin

# The longest bar of a plot, in columns.
WIDTH = 32
# What a bar is made of, where the terminal can show it and where not.
BLOCKS, ASCII_BLOCKS = "▏▎▍▌▋▊▉█", "#"
# So many bars, and rows of a table, are enough to see what is what.
MOST = 12


def show(profile: Profile) -> None:
    """Show PROFILE: its figures, then a plot or a table for each."""
    console = Console(highlight=False, markup=False)
    blocks = ASCII_BLOCKS if console.options.ascii_only else BLOCKS
    tokens = profile.tokens
    for file in profile.files[:MOST]:
        use = ", for validation" if file.path == profile.validation else ""
        said = f"{file.path}: {some(file.records, 'record')}, {size(file.bytes)}{use}"
        console.print(printable(said))
    if len(profile.files) > MOST:
        console.print(f"and {some(len(profile.files) - MOST, 'file')} more")
    console.print("", _facts(profile))
    _title(console, f"Tokens of a record, by {tokens.encoding}")
    console.print(_plot(_histogram(tokens.lengths.bins, tokens.limit), blocks))
    _title(console, "Messages of a record")
    console.print(_plot(_histogram(profile.turns.bins), blocks))
    _title(console, "Tokens by role, and what of them is trained")
    console.print(_plot(_roles(profile), blocks))
    _title(console, "Letters by script")
    letters = sum(profile.letters.values())
    scripts = list(profile.letters.items())[:MOST]
    console.print(_plot(((s, n, percent(n, letters)) for s, n in scripts), blocks))
    if profile.findings:
        _title(console, "Findings")
        console.print(_findings(profile))
        if len(profile.findings) > MOST:
            console.print(f"and {some(len(profile.findings) - MOST, 'rule')} more")
        console.print("`dataprep lint` lists them with their places.")
    _title(console, "Cost")
    console.print(_costs(profile))
    console.print("`dataprep estimate` says what they take for granted.")


def _title(console: Console, text: str) -> None:
    console.print(f"\n{text}", style="bold")


def _facts(profile: Profile) -> Table:
    tokens = profile.tokens
    skipped = f"; {some(profile.skipped, 'line')} skipped" if profile.skipped else ""
    limit = f", {tokens.over_limit:,} over the limit of {tokens.limit:,}" if tokens.limit else ""
    facts = {
        "records": f"{profile.records:,} {profile.method}{skipped}",
        "holding": ", ".join(f"{what} {n:,}" for what, n in profile.contents.items()) or "text",
        "messages": f"{profile.messages:,}",
        "tokens": f"{tokens.total:,} an epoch, of which {tokens.trained:,} "
        f"({percent(tokens.trained, tokens.total)}) are trained",
        "longest": f"{some(tokens.lengths.largest, 'token')}{limit}",
        "duplicates": f"{profile.duplicates:,}",
        "findings": f"{some(profile.errors, 'error')}, {some(profile.warnings, 'warning')} "
        f"({profile.target})",
    }
    grid = Table.grid(padding=(0, 2))
    for name, fact in facts.items():
        grid.add_row(name, fact)
    return grid


def _histogram(bins: Iterable[Bin], limit: int | None = None) -> Iterator[tuple[str, int, str]]:
    """Give the bars of BINS."""
    for each in bins:
        over = " over the limit" if limit and each.first > limit else ""
        yield span(each), each.records, f"{each.records:,}{over}"


def _roles(profile: Profile) -> Iterator[tuple[str, int, str]]:
    for role in profile.roles[:MOST]:
        trained = percent(role.trained_tokens, role.tokens)
        yield printable(role.role), role.tokens, f"{role.tokens:,}, {trained} trained"
    if profile.tokens.other:
        yield "(other)", profile.tokens.other, f"{profile.tokens.other:,}"


def _plot(bars: Iterable[tuple[str, int, str]], blocks: str) -> Table:
    """Return BARS, each a name, a number and what to say of it, as long as their numbers."""
    held = list(bars)
    most = max((number for _, number, _ in held), default=0) or 1
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", overflow="fold", max_width=16)
    for name, number, said in held:
        grid.add_row(name, _bar(number / most, blocks), said)
    return grid


def _bar(share: float, blocks: str) -> str:
    """Return a bar of BLOCKS, the last of which is a whole one; what is there can be seen."""
    steps = round(share * WIDTH * len(blocks))
    if share:
        steps = max(steps, 1)
    whole, rest = divmod(steps, len(blocks))
    return blocks[-1] * whole + (blocks[rest - 1] if rest else "")


def _findings(profile: Profile) -> Table:
    table = _table()
    table.add_column("count", justify="right")
    for title in ("severity", "rule"):
        table.add_column(title)
    for rule in profile.findings[:MOST]:
        table.add_row(f"{rule.count:,}", rule.severity, f"{rule.code} {rule.name}")
    return table


def _costs(profile: Profile) -> Table:
    table = _table()
    table.add_column("model")
    for title in ("epochs", "billed tokens", "cost"):
        table.add_column(title, justify="right")
    for each in profile.estimates:
        billed = "by the hour" if each.billed_tokens is None else f"{each.billed_tokens:,}"
        table.add_row(each.model, str(each.epochs), billed, cost(each))
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
