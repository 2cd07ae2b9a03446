"""An estimate for each model, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

VERSION = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The tokens that so many in a hundred records have at most."""

    p50: int
    p90: int
    p99: int


@dataclass(frozen=True, slots=True)
class Cut:
    """What the model does not see of an epoch: TOKENS over the limit, TRAINED of them answers."""

    tokens: int
    trained: int


@dataclass(frozen=True, slots=True)
class Saving:
    """What of an epoch is billed for one FINDING: TOKENS of COUNT things, USD in the whole job.

    SHARE is that of all tokens; USD is None where the price is not known.
    """

    finding: str
    count: int
    tokens: int
    share: float
    usd: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Inference:
    """What 1,000 requests like the file's cost at the tuned model, and at its base if known."""

    prompt_tokens: float
    answer_tokens: float
    usd: float
    base_usd: float | None


@dataclass(frozen=True, slots=True)
class Budget:
    """What USD pays for: EPOCHS of all records, or the first RECORDS for RECORDS_EPOCHS.

    COST_USD is that of the records. EPOCHS and RECORDS are 0 where USD is too little.
    """

    usd: float
    epochs: int
    records: int
    records_epochs: int
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What training one model will cost.

    BILLED_TOKENS is the best guess between LOW and HIGH; HIGH is None where nobody can say,
    and all three are where tokens are not what is billed. BATCH_SIZE and STEPS are what the
    provider chooses by itself.
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
    tokens_trained_on: int
    tokens_by_role: dict[str, int]
    percentiles: Percentiles
    longest: int
    longest_at: Place
    limit: int | None
    over_limit: int
    cut: Cut
    batch_size: int | None
    steps: int | None
    savings: list[Saving]
    inference: Inference | None
    budget: Budget | None
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
