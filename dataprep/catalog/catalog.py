"""The catalogue says what a provider allows and what its models cost, as data files hold it.

Adding a file ``NAME.toml`` to this folder adds the provider NAME.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.catalog import images
from dataprep.errors import CatalogError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dataprep.catalog.images import Patches, Tiles

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Target:
    """Whose rules count: a provider's, and a method's where one is named."""

    provider: str
    method: str | None = None

    @classmethod
    def parse(cls, text: str) -> Target:
        """Return the target that TEXT names: ``openai`` or ``openai/sft``.

        Raises:
            CatalogError: there is no such provider.
            UsageError: the provider has no such method.
        """
        name, slash, method = text.partition("/")
        methods = provider(name).limits
        if slash and method not in methods:
            raise UsageError(f"{name} has no method {method!r}{_instead(method, methods)}")
        return cls(name, method or None)

    def __str__(self) -> str:
        return f"{self.provider}/{self.method}" if self.method else self.provider


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
class Price:
    """What a model costs in USD: per million tokens, or per hour of training.

    INPUT and OUTPUT are those of the tuned model, BASE_INPUT and BASE_OUTPUT of what it was before.
    """

    source: str
    checked: date
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
class Model:
    """A base model.

    TRAINING_ENDS is the first day on which no job can be created, SHUTDOWN the first on
    which neither it nor a model trained on it answers. MAX_TOKENS are those of one example.
    IMAGES says how it counts images, where that is known.
    """

    name: str
    methods: tuple[str, ...]
    encoding: str
    price: Price
    source: str
    checked: date
    aliases: tuple[str, ...] = ()
    max_tokens: int | None = None
    training_ends: date | None = None
    shutdown: date | None = None
    images: Tiles | Patches | None = None

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


@dataclass(frozen=True, slots=True)
class Limits:
    """What a provider allows in a file of one method; None where it sets no limit.

    CALL_ID_LENGTH is that of a tool call's id.
    """

    minimum_examples: int
    recommended_examples: int
    file_bytes: int
    source: str
    checked: date
    maximum_examples: int | None = None
    maximum_validation_examples: int | None = None
    image_examples: int | None = None
    images_per_example: int | None = None
    image_bytes: int | None = None
    call_id_length: int | None = None


@dataclass(frozen=True, slots=True)
class Epochs:
    """How a provider chooses the number of epochs by itself, and how many one may ask for."""

    target: int
    few_examples: int
    many_examples: int
    lowest: int
    highest: int
    most_given: int
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Batches:
    """How a provider chooses the batch size by itself: a SHARE of the examples."""

    share: float
    lowest: int
    highest: int
    source: str
    checked: date

    def size(self, examples: int) -> int:
        """Return the batch size that is chosen for EXAMPLES."""
        return min(self.highest, max(self.lowest, round(self.share * examples)))


@dataclass(frozen=True, slots=True)
class LearningRate:
    """The learning-rate multiplier that a provider chooses by itself."""

    multiplier: float
    source: str
    checked: date


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
class Bounds:
    """What a request for a job may ask for; of texts and maps, how long they may be."""

    hyperparameters: dict[str, Bound]
    seed: Bound
    suffix: Bound
    metadata: Bound
    metadata_key: Bound
    metadata_value: Bound
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Training:
    """When a provider stops training models, and for whom it has stopped already."""

    source: str
    checked: date
    ends: date | None = None
    access: str | None = None


@dataclass(frozen=True, slots=True)
class Billing:
    """What a bill is like: VALIDATION tokens may count too, and tokens are ROUNDED_TO so many."""

    source: str
    checked: date
    validation: bool = False
    rounded_to: int = 1


@dataclass(frozen=True, slots=True)
class Provider:
    """A service that trains models; LIMITS has one entry for each of its methods.

    BILLING is None where nothing of it is known.
    """

    name: str
    title: str
    training: Training
    limits: dict[str, Limits]
    epochs: Epochs
    batches: Batches
    learning_rate: LearningRate
    bounds: Bounds
    models: tuple[Model, ...]
    billing: Billing | None = None

    def model(self, name: str) -> Model:
        """Return the model NAME, which may be an alias or a fine-tuned model's ``ft:BASE:…``.

        Raises:
            CatalogError: there is no such model.
        """
        base = name.split(":")[1] if name.startswith("ft:") else name
        for model in self.models:
            if base == model.name or base in model.aliases:
                return model
        known = [name for model in self.models for name in (model.name, *model.aliases)]
        raise CatalogError(f"{self.name} has no model {base!r}{_instead(base, known)}")


def providers() -> list[str]:
    """Return the names of the providers there are."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


@cache
def provider(name: str) -> Provider:
    """Return the provider NAME.

    Raises:
        CatalogError: there is no such provider.
    """
    if name not in providers():
        raise CatalogError(f"there is no provider {name!r}{_instead(name, providers())}")
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    training = Training(**table["training"])
    epochs = Epochs(**table["epochs"])
    return Provider(
        name=name,
        title=table["title"],
        training=training,
        limits={method: Limits(**limits) for method, limits in table["limits"].items()},
        epochs=epochs,
        batches=Batches(**table["batches"]),
        learning_rate=LearningRate(**table["learning_rate"]),
        bounds=_bounds(table["bounds"], epochs),
        models=tuple(_model(model, table, training) for model in table["models"]),
        billing=Billing(**table["billing"]) if "billing" in table else None,
    )


def _model(table: dict[str, Any], common: dict[str, Any], training: Training) -> Model:
    """Return the model of TABLE; it closes no later than its provider and its own shutdown."""
    shutdown = table.get("shutdown")
    ends = [day for day in (table.get("training_ends"), training.ends, shutdown) if day]
    parts = {
        "methods": tuple(table["methods"]),
        "aliases": tuple(table.get("aliases", ())),
        "price": Price(**(common["prices"] | table["price"])),
        "images": images.rule(table.get("images"), common.get("images", {})),
        "training_ends": min(ends, default=None),
    }
    return Model(**(table | parts))


def _bounds(table: dict[str, Any], epochs: Epochs) -> Bounds:
    """Return the bounds of TABLE; how many epochs one may ask for is said in EPOCHS."""
    given = {name: Bound(**bound) for name, bound in table["hyperparameters"].items()}
    return Bounds(
        hyperparameters={"n_epochs": Bound(1, most=epochs.most_given), **given},
        seed=Bound(**table["seed"]),
        suffix=Bound(**table["suffix"]),
        metadata=Bound(**table["metadata"]),
        metadata_key=Bound(**table["metadata_key"]),
        metadata_value=Bound(**table["metadata_value"]),
        source=table["source"],
        checked=table["checked"],
    )


def _days(until: date | None, today: date) -> int | None:
    return max((until - today).days, 0) if until else None


def _instead(given: str, known: Iterable[str]) -> str:
    """Return the end of a message: the one of KNOWN that GIVEN may have meant, else all."""
    close = get_close_matches(given, known := list(known), n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(known)}"
