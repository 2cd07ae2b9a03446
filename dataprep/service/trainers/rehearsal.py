"""The rehearsal trainer makes a model in seconds, without torch.

Its tokens are bytes. The losses are real, the answers are poor: what is rehearsed is the way
to a model, not the model. However large the file, a step costs the same.
"""

from __future__ import annotations

import codecs
import re
import time
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dataprep.service.trainer import Score, Step, TrainingError
from dataprep.service.trainers.network import (
    BUCKETS,
    END,
    WINDOW,
    Adam,
    Batch,
    Floats,
    Ints,
    Outcome,
    Weights,
    outcome,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dataprep.service.trainer import Course, Example

ANSWER_BYTES = 1024
BATCH_BYTES = 4096
PROMPT_CHARACTERS = 4096
LEARNING_RATE = 4e-3
KEPT_EVERY = 5.0  # seconds

_WORD = re.compile(r"\w+")


class Rehearsal:
    """Gives networks of bytes."""

    title = "a small model of dataprep's own"

    def new(self) -> RehearsalModel:
        """Return a network with random weights, the same each time."""
        return RehearsalModel(Weights.drawn(seed=0))

    def load(self, path: Path) -> RehearsalModel:
        """Return the network that was saved as PATH."""
        return RehearsalModel(Weights.load(path))


@dataclass(frozen=True, slots=True)
class RehearsalModel:
    """A network that answers byte by byte."""

    weights: Weights

    def omissions(self, course: Course) -> Iterator[str]:
        """Say what of COURSE is not trained on, in a sentence each."""
        sizes = [len(each.answer.encode()) for one in course.examples for each in one]
        if long := sum(size > ANSWER_BYTES for size in sizes):
            yield f"Answers are trained to their first {ANSWER_BYTES} bytes: {long} are longer"
        if sum(sizes) * course.batch_size > BATCH_BYTES * len(course.examples):
            yield f"A step is trained on the first {BATCH_BYTES} bytes of the answers in its batch"

    def fit(self, course: Course, state: Path) -> Iterator[Step]:
        """Train the network in place, from where STATE was left, giving each step when it is made.

        Raises:
            TrainingError: the loss is no longer a number.
        """
        adam = Adam(self.weights, LEARNING_RATE * course.learning_rate_multiplier)
        if state.is_file():
            adam.load(state)
        validation = _batch(course.validation) if course.validation else None
        kept = time.monotonic()
        while adam.steps < course.steps:
            epoch, place = divmod(adam.steps, course.steps_per_epoch)
            batch = _batch(_chosen(course, epoch, place))
            score = _score(adam.step(batch), batch)
            if not np.isfinite(score.loss):
                raise TrainingError(f"the loss of step {adam.steps} is not a number")
            last = validation if place == course.steps_per_epoch - 1 else None
            seen = _score(outcome(self.weights, last), last) if last else None
            yield Step(adam.steps, score, seen)
            # Only now is the step known to be taken note of.
            if time.monotonic() - kept > KEPT_EVERY:
                adam.save(state)
                kept = time.monotonic()

    def generate(
        self, prompt: Sequence[str], *, most: int, temperature: float, seed: int
    ) -> Iterator[str]:
        """Give the answer to PROMPT, at most MOST bytes: a character with its last byte."""
        random = np.random.default_rng(seed)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        bags, row = _bag(prompt)[None], np.zeros(1, np.int64)
        window = np.full((1, WINDOW), END)
        for _ in range(most):
            logs = outcome(self.weights, Batch(window, row, bags, row)).logs[0]
            symbol = _drawn(logs, temperature, random)
            if symbol == END:
                break
            yield decoder.decode(bytes([symbol]))
            window = np.append(window[:, 1:], [[symbol]], axis=1)

    def save(self, path: Path) -> None:
        """Write the network to the file PATH."""
        self.weights.save(path)


def _chosen(course: Course, epoch: int, place: int) -> Iterator[Sequence[Example]]:
    """Give the examples of the step at PLACE in an epoch."""
    order = _order(course.seed, epoch, len(course.examples))
    for index in order[place * course.batch_size :][: course.batch_size]:
        yield course.examples[index]


@lru_cache(maxsize=2)
def _order(seed: int, epoch: int, count: int) -> Ints:
    """Return the order of COUNT examples in an EPOCH: each has one of its own."""
    return np.random.default_rng([seed, epoch]).permutation(count)


def _score(made: Outcome, batch: Batch) -> Score:
    return Score(made.loss(batch.targets), made.accuracy(batch.targets))


def _batch(examples: Iterable[Sequence[Example]]) -> Batch:
    """Return the first BATCH_BYTES bytes of the answers in EXAMPLES."""
    windows: list[Ints] = []
    targets: list[Ints] = []
    rows: list[Ints] = []
    bags: list[Floats] = []
    size = 0
    for example in (each for one in examples for each in one):
        if size >= BATCH_BYTES:
            break
        answer = example.answer.encode()[: min(ANSWER_BYTES, BATCH_BYTES - size)]
        symbols = np.array([END] * WINDOW + [*answer, END])
        windows.append(sliding_window_view(symbols[:-1], WINDOW))
        targets.append(symbols[WINDOW:])
        rows.append(np.full(len(answer) + 1, len(bags)))
        bags.append(_bag(example.prompt))
        size += len(answer) + 1
    return Batch(
        np.concatenate(windows), np.concatenate(rows), np.stack(bags), np.concatenate(targets)
    )


def _bag(prompt: Sequence[str]) -> Floats:
    """Return the words of the last text of PROMPT, hashed and counted, as a vector of length one.

    What comes before it is mostly the same in every example, and would drown it.
    """
    bag = np.zeros(BUCKETS, np.float32)
    for word in _WORD.findall(prompt[-1][:PROMPT_CHARACTERS].lower() if prompt else ""):
        bag[zlib.crc32(word.encode()) % BUCKETS] += 1
    return bag / max(1.0, float(np.linalg.norm(bag)))


def _drawn(logs: Floats, temperature: float, random: np.random.Generator) -> int:
    """Return a symbol drawn by its log-probability; without TEMPERATURE the likeliest."""
    if temperature == 0:
        return int(logs.argmax())
    # The Gumbel trick: the greatest of log-probabilities with this noise is a fair draw.
    return int((logs / temperature + random.gumbel(size=len(logs))).argmax())
