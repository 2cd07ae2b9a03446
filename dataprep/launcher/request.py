"""A request for a training job, as OpenAI's API spells it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from dataprep.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataprep.catalog.catalog import Bound, Bounds

# The pair of metadata by which a job is found again.
LABEL = "dataprep_run"

TYPES = {"sft": "supervised", "dpo": "dpo", "rft": "reinforcement"}


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What a job is asked for with; None leaves the choice to the provider.

    TRAINING_FILE and VALIDATION_FILE are the ids of uploads, and paths before these exist.
    EXTRA are fields that only the provider knows.
    """

    model: str
    method: str
    training_file: str
    validation_file: str | None = None
    epochs: int | None = None
    batch_size: int | None = None
    learning_rate_multiplier: float | None = None
    beta: float | None = None
    suffix: str | None = None
    seed: int | None = None
    metadata: Mapping[str, str] | None = None
    wandb: str | None = None
    grader: Mapping[str, Any] | None = None
    response_format: Mapping[str, Any] | None = None
    extra: Mapping[str, Any] | None = None

    @property
    def _numbers(self) -> dict[str, Any]:
        return _given(
            n_epochs=self.epochs,
            batch_size=self.batch_size,
            learning_rate_multiplier=self.learning_rate_multiplier,
            beta=self.beta,
        )

    @property
    def body(self) -> dict[str, Any]:
        """The body of the request."""
        return self.known | dict(self.extra or {})

    @property
    def known(self) -> dict[str, Any]:
        """The body without EXTRA; what is not asked for is left out, never null."""
        details = _given(
            hyperparameters=self._numbers or None,
            grader=self.grader,
            response_format=self.response_format,
        )
        kind = TYPES[self.method]
        wandb = self.wandb and [{"type": "wandb", "wandb": {"project": self.wandb}}]
        return _given(
            model=self.model,
            training_file=self.training_file,
            validation_file=self.validation_file,
            method={"type": kind} | ({kind: details} if details else {}),
            suffix=self.suffix,
            seed=self.seed,
            metadata=self.metadata,
            integrations=wandb,
        )

    def check(self, bounds: Bounds) -> None:
        """Raise UsageError where a provider with BOUNDS would refuse it whatever the files hold."""
        excesses = (
            f"{what} is {size}, and must be {bound}"
            for what, size, bound in self._sizes(bounds)
            if not bound.allows(size)
        )
        if fault := next(chain(self._misfits(), excesses), None):
            raise UsageError(f"{fault}; nothing was sent")

    def _misfits(self) -> Iterator[str]:
        """Give what does not go together, or is missing."""
        if self.method not in TYPES:
            yield f"there is no method {self.method!r}, there are {', '.join(TYPES)}"
        if self.beta is not None and self.method != "dpo":
            yield f"beta goes with method dpo, and this is {self.method}"
        if (self.grader or self.response_format) and self.method != "rft":
            yield f"a grader or response format goes with method rft, and this is {self.method}"
        if LABEL in (self.metadata or {}):
            yield f"metadata {LABEL!r} is reserved: a launch finds its job by it"
        if self.method == "rft" and not (self.grader and self.validation_file):
            yield "method rft needs a grader and a validation file"

    def _sizes(self, bounds: Bounds) -> Iterator[tuple[str, float, Bound]]:
        """Give each number that is asked for, and each length, with what it may be."""
        for name, number in self._numbers.items():
            if name in bounds.hyperparameters:
                yield name, number, bounds.hyperparameters[name]
        if self.seed is not None:
            yield "seed", self.seed, bounds.seed
        if self.suffix is not None:
            yield "the length of suffix", len(self.suffix), bounds.suffix
        pairs = self.metadata or {}
        # A launch adds a pair of its own.
        yield "the number of pairs in metadata", len(pairs) + 1, bounds.metadata
        for key, value in pairs.items():
            yield f"the length of metadata key {key!r}", len(key), bounds.metadata_key
            yield f"the length of metadata {key!r}", len(value), bounds.metadata_value


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
