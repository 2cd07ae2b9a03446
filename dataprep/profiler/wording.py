"""Figures as people read them, on the page and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.profiler.spread import Bin

UNITS = ("bytes", "kB", "MB", "GB", "TB")
STEP = 1000


def percent(part: int, whole: int) -> str:
    """Return the share of PART in WHOLE; what is there is never 0 %, what is missing never all."""
    if part in (0, whole):
        return "100 %" if part else "0 %"
    share = 100 * part / whole
    if share < 0.1:
        return "<0.1 %"
    return f"{min(share, 99.9):.1f} %"


def size(number: int) -> str:
    """Return a NUMBER of bytes in the unit that suits it."""
    value, unit = float(number), 0
    while value >= STEP and unit < len(UNITS) - 1:
        value, unit = value / STEP, unit + 1
    return f"{value:.1f} {UNITS[unit]}" if unit else f"{number:,} {UNITS[0]}"


def span(held: Bin) -> str:
    """Return the values that the bin HELD is for."""
    return f"{held.first:,}" if held.first == held.last else f"{held.first:,}-{held.last:,}"
