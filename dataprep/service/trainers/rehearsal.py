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

    from dataprep.service.trainer import Course, Example, Message, Prompt

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
        if any(example.rejected for example in course.examples):
            yield "The preferred outputs alone are trained on, as answers"
        sizes = [len(answer.encode()) for _, answer in _answers(course.examples)]
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
            last = validation if course.ends_epoch(adam.steps) else None
            batch = _batch(course.examples[index] for index in course.batch(adam.steps))
            score = _score(adam.step(batch), batch)
            if not np.isfinite(score.loss):
                raise TrainingError(f"the loss of step {adam.steps} is not a number")
            seen = _score(outcome(self.weights, last), last) if last else None
            yield Step(adam.steps, score, seen)
            # Only now is the step known to be taken note of.
            if time.monotonic() - kept > KEPT_EVERY:
                adam.save(state)
                kept = time.monotonic()

    def generate(
        self, prompt: Prompt, *, most: int, temperature: float, seed: int
    ) -> Iterator[str]:
        """Give the answer to PROMPT, at most MOST bytes: a character with its last byte."""
        random = np.random.default_rng(seed)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        bags, row = _bag(_last(prompt.messages))[None], np.zeros(1, np.int64)
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


def _score(made: Outcome, batch: Batch) -> Score:
    return Score(made.loss(batch.targets), made.accuracy(batch.targets))


def _answers(examples: Iterable[Example]) -> Iterator[tuple[str, str]]:
    """Give each answer that is trained, with the last text before it."""
    for example in examples:
        for index, message in enumerate(example.messages):
            if message.trained:
                yield _last(example.messages[:index]), message.said


def _last(messages: Sequence[Message]) -> str:
    """Return the last text of MESSAGES.

    What comes before it is mostly the same in every example, and would drown it.
    """
    return messages[-1].said if messages else ""


def _batch(examples: Iterable[Example]) -> Batch:
    """Return the first BATCH_BYTES bytes of the answers in EXAMPLES."""
    windows: list[Ints] = []
    targets: list[Ints] = []
    rows: list[Ints] = []
    bags: list[Floats] = []
    size = 0
    for question, said in _answers(examples):
        if size >= BATCH_BYTES:
            break
        answer = said.encode()[: min(ANSWER_BYTES, BATCH_BYTES - size)]
        symbols = np.array([END] * WINDOW + [*answer, END])
        windows.append(sliding_window_view(symbols[:-1], WINDOW))
        targets.append(symbols[WINDOW:])
        rows.append(np.full(len(answer) + 1, len(bags)))
        bags.append(_bag(question))
        size += len(answer) + 1
    return Batch(
        np.concatenate(windows), np.concatenate(rows), np.stack(bags), np.concatenate(targets)
    )


def _bag(question: str) -> Floats:
    """Return the words of QUESTION, hashed and counted, as a vector of length one."""
    bag = np.zeros(BUCKETS, np.float32)
    for word in _WORD.findall(question[:PROMPT_CHARACTERS].lower()):
        bag[zlib.crc32(word.encode()) % BUCKETS] += 1
    return bag / max(1.0, float(np.linalg.norm(bag)))


def _drawn(logs: Floats, temperature: float, random: np.random.Generator) -> int:
    """Return a symbol drawn by its log-probability; without TEMPERATURE the likeliest."""
    if temperature == 0:
        return int(logs.argmax())
    # The Gumbel trick: the greatest of log-probabilities with this noise is a fair draw.
    return int((logs / temperature + random.gumbel(size=len(logs))).argmax())
