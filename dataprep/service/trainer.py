"""What training is: a model, trained on a course of examples, one gradient step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class TrainingError(Exception):
    """Training cannot go on."""


@dataclass(frozen=True, slots=True)
class Example:
    """An answer to be learned, and the texts of the messages before it."""

    prompt: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Course:
    """What a model is trained on and how: EXAMPLES has the answers of each record."""

    examples: Sequence[Sequence[Example]]
    validation: Sequence[Sequence[Example]]
    epochs: int
    batch_size: int
    learning_rate_multiplier: float
    seed: int

    @property
    def steps_per_epoch(self) -> int:
        """The gradient steps that it takes to see every record once."""
        return -(-len(self.examples) // self.batch_size)

    @property
    def steps(self) -> int:
        """All gradient steps."""
        return self.steps_per_epoch * self.epochs


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
        self, prompt: Sequence[str], *, most: int, temperature: float, seed: int
    ) -> Iterator[str]:
        """Give the text of each token of the answer to PROMPT, at most MOST of the model's own.

        The text is empty where a token is not yet a character.
        """

    def save(self, path: Path) -> None:
        """Write the model to the file PATH."""


class Trainer(Protocol):
    """Where models of one kind come from."""

    @property
    def title(self) -> str:
        """What the models are, as it ends a sentence."""

    def new(self) -> Model:
        """Return a model that was not trained."""

    def load(self, path: Path) -> Model:
        """Return the model that was saved as PATH."""
