"""Numbers of things and sums of money, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.estimator.job import MILLION

if TYPE_CHECKING:
    from dataprep.estimator.report import Estimate


def some(number: int, thing: str) -> str:
    """Return NUMBER and THING, of which there may be several."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def dollars(usd: float) -> str:
    """Return USD as text: cents, and more digits of small sums."""
    return f"${usd:,.2f}" if usd >= 1 else f"${usd:.4f}"


def cost(estimate: Estimate) -> str:
    """Return the cost, or the range it is in where it is not exact."""
    if estimate.usd_per_million is None or estimate.low is None:
        return "unknown"
    low = dollars(estimate.usd_per_million * estimate.low / MILLION)
    if estimate.high == estimate.low:
        return low
    if estimate.high is None:
        return f"over {low}"
    return f"{low} to {dollars(estimate.usd_per_million * estimate.high / MILLION)}"
