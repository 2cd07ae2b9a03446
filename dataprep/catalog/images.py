"""How a model counts the tokens of an image: by the tiles or by the patches that cover it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Tiles:
    """An image is BASE tokens and EACH a tile of SIDE pixels; at low detail it is LOW.

    It is first made to FIT a square, then its shorter side is made SHORT pixels.
    """

    fit: int
    short: int
    side: int
    low: int
    base: int
    each: int
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Patches:
    """An image is FACTOR tokens a patch of SIDE pixels; it is made smaller if it has over MOST."""

    side: int
    most: int
    factor: float
    source: str
    checked: date


def rule(numbers: dict[str, Any] | None, tables: dict[str, Any]) -> Tiles | Patches | None:
    """Return how a model with NUMBERS of its own counts, by the rules in the provider's TABLES."""
    match numbers:
        case None:
            return None
        case {"factor": _}:
            return Patches(**tables["patches"], **numbers)
        case _:
            return Tiles(**tables["tiles"], **numbers)
