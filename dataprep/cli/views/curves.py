"""Losses as a chart of signs, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLOCKS = " ▁▂▃▄▅▆▇█"
WIDTH, HEIGHT = 60, 8


def spark(values: Sequence[float], width: int = 20) -> str:
    """Return VALUES as one row of blocks."""
    return "".join(row for row in _rows(_shrunk(values, width), 1))


def chart(values: Sequence[float]) -> Iterator[str]:
    """Give the rows of a chart of VALUES, the highest and the lowest named at its side."""
    if len(values) < 2:
        return
    rows = _rows(_shrunk(values, WIDTH), HEIGHT)
    names = {0: f"{max(values):.4f}", HEIGHT - 1: f"{min(values):.4f}"}
    for number, row in enumerate(rows):
        yield f"{names.get(number, ''):>9} | {row}".rstrip()


def _shrunk(values: Sequence[float], width: int) -> list[float]:
    """Return at most WIDTH values, each the mean of as many of VALUES."""
    size = max(1, -(-len(values) // width))
    pieces = [values[at : at + size] for at in range(0, len(values), size)]
    return [sum(piece) / len(piece) for piece in pieces]


def _rows(values: Sequence[float], height: int) -> Iterator[str]:
    """Give rows of blocks, from the top, HEIGHT of them."""
    low, high = min(values), max(values)
    steps = height * (len(BLOCKS) - 1)
    filled = [1 + round((value - low) / ((high - low) or 1.0) * (steps - 1)) for value in values]
    for row in reversed(range(height)):
        done = row * (len(BLOCKS) - 1)
        yield "".join(BLOCKS[min(max(full - done, 0), len(BLOCKS) - 1)] for full in filled)
