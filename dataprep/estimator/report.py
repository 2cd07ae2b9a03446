"""An estimate for each model, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

VERSION = 1


@dataclass(frozen=True, slots=True)
class Estimate:
    """What training one model will cost.

    BILLED_TOKENS is the best guess between LOW and HIGH; HIGH is None where nobody can say,
    and all three are where tokens are not what is billed.
    """

    provider: str
    model: str
    encoding: str
    tokens_per_epoch: int
    epochs: int
    epochs_from: str
    billed_tokens: int | None
    low: int | None
    high: int | None
    usd_per_million: float | None
    price_as_of: date | None
    price_source: str
    cost_usd: float | None
    longest: int
    limit: int | None
    over_limit: int
    exact: bool
    assumptions: list[str]


@dataclass(frozen=True, slots=True)
class EstimateReport:
    """The estimates for one training set; SKIPPED lines are none of its RECORDS."""

    version: int = field(default=VERSION, init=False)
    method: str
    records: int
    skipped: int
    tokenizer: str
    estimates: list[Estimate]
