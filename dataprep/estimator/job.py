"""The training job that is estimated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dataprep.catalog.catalog import Provider


# Prices are those of so many tokens.
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """A training job, whatever its model; EPOCHS, PRICE and BUDGET only where they are given."""

    provider: Provider
    method: str
    files: tuple[str, ...]
    today: date
    epochs: int | None = None
    price: float | None = None
    validation: str | None = None
    budget: float | None = None

    @property
    def bills_validation(self) -> bool:
        """Whether the tokens of the validation file are billed too."""
        billing = self.provider.billing
        return bool(self.validation and billing and billing.validation)
