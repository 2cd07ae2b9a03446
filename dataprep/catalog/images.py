"""How a model counts the tokens of an image: by the tiles or by the patches that cover it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dataprep.catalog.fact import Fact
from dataprep.errors import CatalogError


@dataclass(frozen=True, slots=True)
class Tiles(Fact):
    """An image is BASE tokens and EACH a tile of SIDE pixels; at low detail it is LOW.

    It is first made to FIT a square, then its shorter side is made SHORT pixels.
    """

    fit: int
    short: int
    side: int
    low: int
    base: int
    each: int


@dataclass(frozen=True, slots=True)
class Patches(Fact):
    """An image is FACTOR tokens a patch of SIDE pixels; it is made smaller if it has over MOST."""

    side: int
    most: int
    factor: float


def rule(model: dict[str, Any], tables: dict[str, Any]) -> Tiles | Patches | None:
    """Return how the model of the table MODEL counts, by the rules in the provider's TABLES.

    Raises:
        CatalogError: the rule is missing that its numbers are for.
    """
    if (numbers := model.get("images")) is None:
        return None
    kind = "patches" if "factor" in numbers else "tiles"
    if kind not in tables:
        raise CatalogError(f"the images of {model['name']} need a table images.{kind}; write one")
    return (Patches if kind == "patches" else Tiles)(**tables[kind], **numbers)
