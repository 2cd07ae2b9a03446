"""A network that foretells the next byte of a text, in numpy alone.

It sees the last bytes of the text and a bag of hashed words, through one hidden layer.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

END = 256  # stands after the last byte of a text, and before its first
SYMBOLS = 257
WINDOW = 16  # symbols that are seen
BUCKETS = 1024  # that words are hashed to
WIDTH = 24  # of the vector of a symbol, and of a bag of words
HIDDEN = 256
INPUTS = (WINDOW + 1) * WIDTH
DECAY, SQUARE_DECAY, TINY = 0.9, 0.99, 1e-8  # of Adam's two means


@dataclass(frozen=True, slots=True)
class Batch:
    """Symbols to foretell: what stands before each, and which of the BAGS goes with it."""

    windows: Ints
    rows: Ints
    bags: Floats
    targets: Ints


@dataclass(frozen=True, slots=True)
class Weights:
    """What is learned, changed in place."""

    symbols: Floats
    words: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats

    @classmethod
    def drawn(cls, seed: int) -> Weights:
        """Return weights drawn at random from SEED."""
        random = np.random.default_rng(seed)

        def layer(rows: int, columns: int, spread: float) -> Floats:
            return random.normal(0, spread, (rows, columns)).astype(np.float32)

        return cls(
            symbols=layer(SYMBOLS, WIDTH, 0.3),
            words=layer(BUCKETS, WIDTH, 1.0),
            hidden=layer(INPUTS, HIDDEN, INPUTS**-0.5),
            hidden_bias=np.zeros(HIDDEN, np.float32),
            output=layer(HIDDEN, SYMBOLS, HIDDEN**-0.5),
            output_bias=np.zeros(SYMBOLS, np.float32),
        )

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Return the weights that were saved as PATH."""
        with np.load(path) as arrays:
            return cls(**arrays)

    def save(self, path: Path) -> None:
        """Write the weights to the file PATH."""
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **self.arrays)

    @property
    def arrays(self) -> dict[str, Floats]:
        """The weights by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the weights made of a batch, layer by layer, as log-probabilities at the end."""

    features: Floats
    hidden: Floats
    logs: Floats

    def loss(self, targets: Ints) -> float:
        """Return the mean cross-entropy of TARGETS."""
        return float(-self.logs[np.arange(len(targets)), targets].mean())

    def accuracy(self, targets: Ints) -> float:
        """Return the share of TARGETS that were the likeliest symbol."""
        return float((self.logs.argmax(axis=1) == targets).mean())


# A loss that overflows is told from its value; numpy need not warn of it as well.
@np.errstate(over="ignore", invalid="ignore")
def outcome(weights: Weights, batch: Batch) -> Outcome:
    """Return what WEIGHTS make of BATCH."""
    seen = weights.symbols[batch.windows].reshape(len(batch.windows), -1)
    asked = (batch.bags @ weights.words)[batch.rows]
    features = np.concatenate([seen, asked], axis=1)
    hidden = np.tanh(features @ weights.hidden + weights.hidden_bias)
    logits = hidden @ weights.output + weights.output_bias
    logits -= logits.max(axis=1, keepdims=True)
    return Outcome(features, hidden, logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)))


def gradients(weights: Weights, batch: Batch, made: Outcome) -> dict[str, Floats]:
    """Return how the loss of BATCH changes with each of WEIGHTS, given the outcome MADE."""
    error = np.exp(made.logs)
    error[np.arange(len(error)), batch.targets] -= 1
    error /= len(error)
    inner = (error @ weights.output.T) * (1 - made.hidden**2)
    outer = inner @ weights.hidden.T
    symbols = np.zeros_like(weights.symbols)
    np.add.at(symbols, batch.windows, outer[:, :-WIDTH].reshape(*batch.windows.shape, WIDTH))
    asked = np.zeros((len(batch.bags), WIDTH), np.float32)
    np.add.at(asked, batch.rows, outer[:, -WIDTH:])
    return {
        "symbols": symbols,
        "words": batch.bags.T @ asked,
        "hidden": made.features.T @ inner,
        "hidden_bias": inner.sum(axis=0),
        "output": made.hidden.T @ error,
        "output_bias": error.sum(axis=0),
    }


class Adam:
    """Gradient steps on WEIGHTS in place, as Kingma and Ba (2014) make them."""

    def __init__(self, weights: Weights, rate: float) -> None:
        self._weights, self._rate, self.steps = weights, rate, 0
        self._means = {name: np.zeros_like(array) for name, array in weights.arrays.items()}
        self._squares = {name: np.zeros_like(array) for name, array in weights.arrays.items()}

    @np.errstate(over="ignore", invalid="ignore")
    def step(self, batch: Batch) -> Outcome:
        """Make one step on BATCH and return the outcome before it."""
        made = outcome(self._weights, batch)
        self.steps += 1
        rate = self._rate * (1 - SQUARE_DECAY**self.steps) ** 0.5 / (1 - DECAY**self.steps)
        arrays = self._weights.arrays
        for name, gradient in gradients(self._weights, batch, made).items():
            mean, square = self._means[name], self._squares[name]
            mean += (1 - DECAY) * (gradient - mean)
            square += (1 - SQUARE_DECAY) * (gradient**2 - square)
            arrays[name] -= rate * mean / (np.sqrt(square) + TINY)
        return made

    def save(self, path: Path) -> None:
        """Write the weights, the means and how many steps were made to the file PATH, whole."""
        beside = path.with_suffix(".tmp")
        with beside.open("wb") as file:
            np.savez(file, allow_pickle=False, steps=self.steps, **self._arrays)
        beside.replace(path)

    def load(self, path: Path) -> None:
        """Go on from what was saved as PATH."""
        with np.load(path) as saved:
            self.steps = int(saved["steps"])
            for name, array in self._arrays.items():
                array[:] = saved[name]

    @property
    def _arrays(self) -> dict[str, Floats]:
        kinds = {"weights": self._weights.arrays, "means": self._means, "squares": self._squares}
        return {f"{kind}.{name}": a for kind, arrays in kinds.items() for name, a in arrays.items()}
