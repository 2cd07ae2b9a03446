"""A base model: its names, its limit, its price and its days."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from dataprep.catalog.fact import Fact

if TYPE_CHECKING:
    from datetime import date

    from dataprep.catalog.images import Patches, Tiles

# What the tokens of a model are counted with whose own tokenizer is not at hand.
STAND_IN = "o200k_base"


class State(Enum):
    """What can be done with a model on a day."""

    OPEN = "open"
    CLOSED = "closed to training"
    SHUT_DOWN = "shut down"


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """The days until no job can be created, and until no fine-tuned model answers.

    Zero once that day has come, None where no day is set.
    """

    training: int | None
    inference: int | None


@dataclass(frozen=True, slots=True)
class Price(Fact):
    """What a model costs in USD, per million tokens or per hour of training; None if unknown.

    INPUT and OUTPUT are those of the tuned model, BASE_INPUT and BASE_OUTPUT of what it was before.
    """

    training: float | None = None
    training_hour: float | None = None
    input: float | None = None
    cached: float | None = None
    output: float | None = None
    batch_input: float | None = None
    batch_output: float | None = None
    base_input: float | None = None
    base_output: float | None = None


@dataclass(frozen=True, slots=True)
class Model(Fact):
    """A base model.

    TRAINING_ENDS is the first day on which no job can be created, SHUTDOWN the first on
    which neither it nor a model trained on it answers. MAX_TOKENS are those of one example.
    ENCODING is None where the model has a tokenizer of its own, IMAGES where it is not known how
    it counts them.
    """

    name: str
    methods: tuple[str, ...]
    encoding: str | None = None
    price: Price = field(default_factory=Price)
    aliases: tuple[str, ...] = ()
    max_tokens: int | None = None
    training_ends: date | None = None
    shutdown: date | None = None
    images: Tiles | Patches | None = None

    @property
    def counted_with(self) -> str:
        """The encoding that its tokens are counted with here, its own or one like it."""
        return self.encoding or STAND_IN

    def state(self, today: date) -> State:
        """Return what can be done with the model on the day TODAY."""
        if self.shutdown and self.shutdown <= today:
            return State.SHUT_DOWN
        if self.training_ends and self.training_ends <= today:
            return State.CLOSED
        return State.OPEN

    def days_left(self, today: date) -> DaysLeft:
        """Return the days that are left on the day TODAY."""
        return DaysLeft(_days(self.training_ends, today), _days(self.shutdown, today))


def _days(until: date | None, today: date) -> int | None:
    return max((until - today).days, 0) if until else None
