"""Tokens of images, as the model that sees them counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dataprep.catalog.images import Patches, Tiles
from dataprep.records.image import embedded, size

if TYPE_CHECKING:
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Image:
    """An image: its size in pixels where that can be read, and how closely it is looked at."""

    size: tuple[int, int] | None
    detail: str = "auto"


class Range(NamedTuple):
    """The fewest and the most tokens that an image may be."""

    low: int
    high: int


def image(link: Json) -> Image:
    """Return the image that LINK, the value of ``image_url``, holds or points to."""
    match link:
        case {"url": str(url), **more}:
            detail = more.get("detail")
            data = embedded(url)
            found = size(data.kind, data.head) if data else None
            readable = found if found and all(found) else None
            return Image(readable, detail if isinstance(detail, str) else "auto")
        case _:
            return Image(None)


def tokens(image: Image, rule: Tiles | Patches) -> Range:
    """Return how many tokens IMAGE is by RULE, as exactly as that can be said."""
    if isinstance(rule, Patches):
        least, most = math.ceil(rule.factor), math.ceil(rule.most * rule.factor)
        if image.size is None:
            return Range(least, most)
        exact = math.ceil(patches(*image.size, rule) * rule.factor)
        return Range(exact, exact)
    if image.detail == "low":
        return Range(rule.low, rule.low)
    if image.size:
        high = rule.base + rule.each * tiles(*image.size, rule)
    else:
        long, short = math.ceil(rule.fit / rule.side), math.ceil(rule.short / rule.side)
        high = rule.base + rule.each * long * short
    if image.detail == "high":
        least = high if image.size else rule.base + rule.each
        return Range(least, high)
    # With "auto" the provider chooses between the two.
    return Range(min(rule.low, high), high)


def tiles(width: int, height: int, rule: Tiles) -> int:
    """Return how many tiles cover an image of WIDTH by HEIGHT pixels once it is made to fit."""
    shrink = min(1, rule.fit / max(width, height))
    shrink *= min(1, rule.short / (shrink * min(width, height)))
    return _covering(width * shrink, height * shrink, rule.side)


def patches(width: int, height: int, rule: Patches) -> int:
    """Return how many patches cover an image of WIDTH by HEIGHT pixels once it is made to fit."""
    if (whole := _covering(width, height, rule.side)) <= rule.most:
        return whole
    shrink = math.sqrt(rule.side**2 * rule.most / (width * height))
    across, down = width * shrink / rule.side, height * shrink / rule.side
    # Smaller by a little more, so that whole patches fit one side.
    shrink *= min(max(1, math.floor(side)) / side for side in (across, down))
    return min(_covering(width * shrink, height * shrink, rule.side), rule.most)


def _covering(width: float, height: float, side: int) -> int:
    # A hair less than a whole number is that number: the sides were multiplied.
    return math.ceil(width / side - 1e-9) * math.ceil(height / side - 1e-9)
