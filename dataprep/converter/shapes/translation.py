"""A row is one text in two languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dataprep.converter.dialogue import Dialogue
from dataprep.converter.keys import key, made
from dataprep.converter.path import Path
from dataprep.converter.shape import Message, Unconvertible, text

if TYPE_CHECKING:
    from dataprep.records.record import Json


@dataclass(frozen=True, kw_only=True)
class Translation(Dialogue):
    """Where the texts are: PATH leads to an object that has them by the code of the language.

    The text in the language SOURCE is translated, or where there is none the first one.
    """

    path: Path = key(Path)
    source: str = "en"

    def turns(self, row: dict[str, Json]) -> tuple[list[Message], tuple[str, ...]]:
        """Return the request to translate one text of ROW, and the other one."""
        found = self.path(row)
        if not isinstance(found, dict) or len(found) != 2:
            raise Unconvertible("not-two-languages")
        # False comes before True: the source language first, the others in their order.
        (code, given), (other, answer) = sorted(
            found.items(), key=lambda one: one[0] != self.source
        )
        given = text(given)
        asked = f"Translate {_name(code)} to {_name(other)}:\n{given}" if given.strip() else ""
        return [
            {"role": "user", "content": asked},
            {"role": "assistant", "content": text(answer)},
        ], ()


def shape(**keys: Json) -> Translation:
    """Return the shape made from the KEYS of a definition."""
    return made(Translation, keys)


def _name(code: str) -> str:
    name = _names().get(code)
    if name is None:
        raise Unconvertible("unknown-language")
    return name


@cache
def _names() -> dict[str, str]:
    source = files("dataprep.converter").joinpath("languages.toml")
    names: dict[str, str] = tomllib.loads(source.read_text("utf-8"))
    return names
