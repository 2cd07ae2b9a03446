"""A provider: a service, or a program, that trains models on files of records."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dataprep.catalog.model import Model, Price
from dataprep.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataprep.catalog.records import Records
    from dataprep.catalog.terms import (
        Batches,
        Billing,
        Bounds,
        Epochs,
        LearningRate,
        Limits,
        Training,
    )


@dataclass(frozen=True, slots=True)
class Provider:
    """A service that trains models; LIMITS has one entry for each of its methods.

    POLICIES say what converting to its records does with odd turns. EPOCHS, BATCHES and
    LEARNING_RATE are None where it is not known what is chosen, BILLING where nothing of the bill
    is. OPEN says that it trains models that are not listed here, FREE that it takes no money.
    """

    name: str
    title: str
    training: Training
    limits: Mapping[str, Limits]
    records: Records
    policies: Mapping[str, str]
    bounds: Bounds
    epochs: Epochs | None
    batches: Batches | None
    learning_rate: LearningRate | None
    models: tuple[Model, ...]
    billing: Billing | None = None
    open: bool = False
    free: bool = False

    @property
    def learning_rate_multiplier(self) -> float | None:
        """The multiplier that is chosen by itself, None where that is not known."""
        return self.learning_rate.multiplier if self.learning_rate else None

    def batch_size(self, examples: int) -> int | None:
        """Return the batch size that is chosen for EXAMPLES, None where that is not known."""
        return self.batches.size(examples) if self.batches else None

    def method(self, wanted: str) -> str:
        """Return the method WANTED, or the first one there is where that one is not offered."""
        return wanted if wanted in self.limits else next(iter(self.limits))

    def lists(self, name: str) -> bool:
        """Say whether the model NAME is listed, by any of its names."""
        return self._listed(name) is not None

    def model(self, name: str) -> Model:
        """Return the model NAME, which may be an alias or a fine-tuned model's ``ft:BASE:…``.

        Raises:
            CatalogError: there is no such model, and only those that are listed are trained.
        """
        if found := self._listed(name):
            return found
        if self.open:
            told = self.training
            return Model(
                name=name,
                methods=tuple(self.limits),
                price=Price(training=0.0, source=told.source) if self.free else Price(),
                source=told.source,
                checked=told.checked,
                evidence=told.evidence,
            )
        base = _base(name)
        known = [name for model in self.models for name in (model.name, *model.aliases)]
        raise CatalogError(f"{self.name} has no model {base!r}{instead(base, known)}")

    def _listed(self, name: str) -> Model | None:
        base = _base(name)
        fitting = (model for model in self.models if base in (model.name, *model.aliases))
        return next(fitting, None)


def instead(given: str, known: Iterable[str]) -> str:
    """Return the end of a message: the one of KNOWN that GIVEN may have meant, else all."""
    close = get_close_matches(given, known := list(known), n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(known)}"


def _base(name: str) -> str:
    return name.split(":")[1] if name.startswith("ft:") else name
