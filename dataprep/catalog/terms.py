"""A provider's terms: how large files may be, what a request may ask for, what is automatic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.catalog.fact import Fact

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Limits(Fact):
    """What a provider allows in a file of one method; None where it sets no limit.

    CALL_ID_LENGTH is that of a tool call's id.
    """

    minimum_examples: int = 1
    recommended_examples: int | None = None
    file_bytes: int | None = None
    maximum_examples: int | None = None
    maximum_validation_examples: int | None = None
    image_examples: int | None = None
    images_per_example: int | None = None
    image_bytes: int | None = None
    call_id_length: int | None = None


@dataclass(frozen=True, slots=True)
class Epochs(Fact):
    """How a provider chooses the number of epochs by itself, and how many one may ask for.

    It is TARGET, but more where the examples are few and fewer where they are many.
    """

    target: int
    few_examples: int = 0
    many_examples: int | None = None
    lowest: int = 1
    highest: int | None = None
    most_given: int | None = None


@dataclass(frozen=True, slots=True)
class Batches(Fact):
    """How a provider chooses the batch size by itself: a SHARE of the examples."""

    share: float
    lowest: int
    highest: int

    def size(self, examples: int) -> int:
        """Return the batch size that is chosen for EXAMPLES."""
        return min(self.highest, max(self.lowest, round(self.share * examples)))


@dataclass(frozen=True, slots=True)
class Billing(Fact):
    """What a bill is like: VALIDATION tokens may count too, and tokens are ROUNDED_TO so many."""

    validation: bool = False
    rounded_to: int = 1


@dataclass(frozen=True, slots=True)
class LearningRate(Fact):
    """The learning-rate multiplier that a provider chooses by itself."""

    multiplier: float


@dataclass(frozen=True, slots=True)
class Bound:
    """What a number may be, or a length: from LEAST, or above ABOVE, up to MOST."""

    least: int | None = None
    above: float | None = None
    most: float | None = None

    def allows(self, value: float) -> bool:
        """Say whether VALUE is within the bound."""
        return (
            (self.least is None or value >= self.least)
            and (self.above is None or value > self.above)
            and (self.most is None or value <= self.most)
        )

    def __str__(self) -> str:
        limits = {"from": self.least, "above": self.above, "up to": self.most}
        return " ".join(f"{word} {at}" for word, at in limits.items() if at is not None)


@dataclass(frozen=True, slots=True)
class Bounds(Fact):
    """What a request for a job may ask for; of texts and maps, how long they may be."""

    hyperparameters: dict[str, Bound]
    seed: Bound = Bound()
    suffix: Bound = Bound()
    metadata: Bound = Bound()
    metadata_key: Bound = Bound()
    metadata_value: Bound = Bound()


@dataclass(frozen=True, slots=True)
class Training(Fact):
    """When a provider stops training models, and for whom it has stopped already."""

    ends: date | None = None
    access: str | None = None
