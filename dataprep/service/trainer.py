"""What training is: a model, trained on a course of examples, one gradient step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Protocol

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dataprep.records.record import Json


class TrainingError(Exception):
    """Training cannot go on."""


class TooLongError(Exception):
    """A question does not fit into what a model can read."""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody says in a conversation; where it is TRAINED, a model is to learn it."""

    role: str
    text: str
    calls: tuple[Json, ...] = ()
    trained: bool = False

    @property
    def said(self) -> str:
        """The text; of a message that only calls tools, the calls."""
        return self.text or (orjson.dumps(self.calls).decode() if self.calls else "")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: a conversation, and the TOOLS it may call."""

    messages: Sequence[Message]
    tools: Sequence[Json] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A conversation, and the TOOLS it may call.

    In a preference pair the answer comes twice: at the end of MESSAGES as it was preferred, and
    as it was REJECTED.
    """

    messages: tuple[Message, ...]
    rejected: tuple[Message, ...] = ()
    tools: tuple[Json, ...] = ()


BETA = 0.1  # of the paper on direct preference optimisation


@dataclass(frozen=True, slots=True)
class Course:
    """What a model is trained on and how; BETA holds it to what it was, where it has pairs."""

    examples: Sequence[Example]
    validation: Sequence[Example]
    epochs: int
    batch_size: int
    learning_rate_multiplier: float
    seed: int
    beta: float = BETA

    @property
    def steps_per_epoch(self) -> int:
        """The gradient steps that it takes to see every record once."""
        return -(-len(self.examples) // self.batch_size)

    @property
    def steps(self) -> int:
        """All gradient steps."""
        return self.steps_per_epoch * self.epochs

    def batch(self, step: int) -> list[int]:
        """Return which examples STEP, counted from 0, has; each epoch has an order of its own."""
        epoch, place = divmod(step, self.steps_per_epoch)
        first = place * self.batch_size
        return _order(self.seed, epoch, len(self.examples))[first : first + self.batch_size]

    def ends_epoch(self, step: int) -> bool:
        """Say whether STEP, counted from 0, is the last of its epoch."""
        return (step + 1) % self.steps_per_epoch == 0


@lru_cache(maxsize=2)
def _order(seed: int, epoch: int, count: int) -> list[int]:
    order = list(range(count))
    Random(f"{seed} {epoch}").shuffle(order)  # noqa: S311 — that it repeats is the point
    return order


@dataclass(frozen=True, slots=True)
class Score:
    """How well a model foretells the tokens of answers: mean cross-entropy, share foretold."""

    loss: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Step:
    """A gradient step that was made, counted from 1; the last of an epoch is validated."""

    number: int
    training: Score
    validation: Score | None = None


class Model(Protocol):
    """A model that can be trained, and answers."""

    def omissions(self, course: Course) -> Iterator[str]:
        """Say what of COURSE the model is not trained on, in a sentence each."""

    def fit(self, course: Course, state: Path) -> Iterator[Step]:
        """Train the model, giving each step as soon as it is made.

        Every few seconds it keeps in the file STATE how far it is; where that file is there
        already, it goes on from there, with the steps that it would have made.

        Raises:
            TrainingError: the loss is no longer a number.
        """

    def generate(
        self, prompt: Prompt, *, most: int, temperature: float, seed: int
    ) -> Iterator[str]:
        """Give the text of each token of the answer to PROMPT, at most MOST of the model's own.

        The text is empty where a token is not yet a character.

        Raises:
            TooLongError: the model cannot read so much.
            TrainingError: the model cannot be shown such a conversation.
        """

    def save(self, path: Path) -> None:
        """Write the model to the file PATH."""


class Trainer(Protocol):
    """Where the models come from that have one base."""

    @property
    def title(self) -> str:
        """What is trained, as it ends a sentence."""

    def new(self) -> Model:
        """Return a model that was not trained."""

    def load(self, path: Path) -> Model:
        """Return the model that was saved as PATH."""
