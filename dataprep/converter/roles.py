"""Who speaks: the names that data sets use, and the roles they stand for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def speaker(name: str) -> str:
    """Return NAME as it is looked up: ``Function-Call`` is ``function_call``."""
    return name.casefold().replace("-", "_")


def known(own: Mapping[str, str]) -> dict[str, str]:
    """Return the role of each speaker known; OWN goes over the usual ones."""
    return _usual() | {speaker(name): role for name, role in own.items()}


@cache
def names() -> tuple[str, ...]:
    """Return the roles there are."""
    return tuple(dict.fromkeys(_usual().values()))


@cache
def _usual() -> dict[str, str]:
    table = tomllib.loads(files(__package__).joinpath("roles.toml").read_text("utf-8"))
    return {name: role for role, speakers in table.items() for name in speakers}
