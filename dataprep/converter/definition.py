"""A definition says in a TOML file how the rows of one format are read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep import plugins, schema
from dataprep.converter.shape import GROUP
from dataprep.errors import DefinitionError
from dataprep.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.converter.shape import Shape
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Match:
    """What rows hold (paths in COLUMNS) and do not (ABSENT); PRIORITY decides between equals."""

    columns: tuple[str, ...]
    absent: tuple[str, ...] = ()
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """One format: whose it is, how it is recognised, and where its parts are."""

    name: str
    title: str
    hub: tuple[str, ...]
    license: str
    source: str
    shape: str
    match: Match
    map: dict[str, Json]

    def bound(self, *, roles: Mapping[str, str] | None = None) -> Shape:
        """Return the shape with this definition's keys; ROLES go over its own.

        Raises:
            DefinitionError: the shape does not have these keys.
        """
        module = plugins.load("dataprep.converter.shapes", GROUP, self.shape)
        keys = {**self.map, "roles": {**self.map.get("roles", {}), **roles}} if roles else self.map
        try:
            made: Shape = module.shape(**keys)
        except TypeError as error:
            raise DefinitionError(
                f"{self.name}: the shape {self.shape!r} does not take these keys: {error}"
            ) from error
        return made


def names() -> list[str]:
    """Return the names of the formats there are."""
    files = (file.name for file in folder("converters").iterdir())
    return sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml"))


def built_in(name: str) -> Definition:
    """Return the definition of the format NAME.

    Raises:
        DefinitionError: there is none.
    """
    if name not in names():
        raise DefinitionError(f"there is no format {name!r}; there are: {', '.join(names())}")
    return _made(name, tomllib.loads(text(name)))


def text(name: str) -> str:
    """Return the definition file of the format NAME as it is written."""
    return folder("converters").joinpath(f"{name}.toml").read_text("utf-8")


def read(path: str) -> Definition:
    """Return the definition that a person wrote in the file PATH.

    Raises:
        DefinitionError: it cannot be read, or does not say what a definition says.
    """
    try:
        table = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise DefinitionError(
            f"{path}: cannot be read: {error.strerror}; check the path"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path}: is not TOML: {error}") from error
    if fault := schema.hand_written_fault("dataprep/converter", table):
        raise DefinitionError(f"{path}: {fault}")
    return _made(Path(path).stem, table)


def _made(name: str, table: dict[str, Json]) -> Definition:
    match = table.get("match", {})
    return Definition(
        name=name,
        title=table["title"],
        hub=tuple(table.get("hub", ())),
        license=table.get("license", "not stated"),
        source=table.get("source", ""),
        shape=table["shape"],
        match=Match(
            tuple(match.get("columns", ())),
            tuple(match.get("absent", ())),
            match.get("priority", 0),
        ),
        map=table["map"],
    )
