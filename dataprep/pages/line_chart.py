"""A chart of lines as SVG, for a page or to become an image."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Point = tuple[float, float]

WIDTH, HEIGHT = 760, 320
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 40, 40
COLOURS = ("#2a6fdb", "#d9822b", "#3d9a50", "#b3459e", "#7a6ff0", "#888888")


def line_chart(title: str, lines: Mapping[str, Sequence[Point]]) -> str:
    """Return a chart of LINES, by name; each has its points from left to right."""
    points = [point for line in lines.values() for point in line]
    across = _Scale([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = _Scale([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [_text(LEFT, 18, title, size=14), *_axes(across, up)]
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_text(LEFT + 150 * number, 34, name, colour=colour))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


class _Scale:
    """A scale that lays VALUES between two places, from START to END."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low, self.high = min(values), max(values)
        self._start = start
        self._step = (end - start) / ((self.high - self.low) or 1.0)

    def __call__(self, value: float) -> float:
        return self._start + (value - self.low) * self._step

    @property
    def marks(self) -> list[float]:
        """A few values at equal distances."""
        part = (self.high - self.low) / 4
        return [self.low + part * number for number in range(5)] if part else [self.low]


def _axes(across: _Scale, up: _Scale) -> list[str]:
    grid = [
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(mark):.1f}" y2="{up(mark):.1f}" '
        'stroke="#8884"/>' + _text(8, up(mark) + 4, f"{mark:.4g}")
        for mark in up.marks
    ]
    steps = [_text(across(mark) - 8, HEIGHT - 14, f"{mark:.0f}") for mark in across.marks]
    # Marks that are rounded to the same number would be written over each other.
    return grid + [one for one, other in pairwise([*steps, ""]) if one != other]


def _text(x: float, y: float, text: str, *, size: int = 12, colour: str = "#888888") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"'
    return f'<text {place} font-family="sans-serif">{escape(text)}</text>'
