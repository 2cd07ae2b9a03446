"""A definition says in a TOML file how the rows of one format are read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from dataprep import plugins, schema
from dataprep.converter.condition import condition
from dataprep.converter.group import Group
from dataprep.converter.match import Match, match
from dataprep.converter.path import Path
from dataprep.converter.reader import Reader, levels
from dataprep.converter.shape import GROUP
from dataprep.errors import DefinitionError
from dataprep.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.converter.shape import Shape
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Definition:
    """One format: whose it is, how it is recognised, and where its parts are.

    CONFIGS names, for an id of HUB, the configurations that have this format, if not all do.
    EVIDENCE says where the columns were seen. ROWS leads to the rows within a row, GROUP says
    which rows belong together, SKIP_IF which are left out.
    """

    name: str
    title: str
    shape: str
    map: dict[str, Json]
    hub: tuple[str, ...] = ()
    configs: dict[str, list[str]] = field(default_factory=dict)
    license: str = "not stated"
    source: str = ""
    evidence: str = "unverified"
    match: dict[str, Json] = field(default_factory=dict)
    rows: str = ""
    group: dict[str, Json] = field(default_factory=dict)
    skip_if: tuple[dict[str, Json], ...] = ()

    def bound(self, *, roles: Mapping[str, str] | None = None) -> Reader:
        """Return the reader of this format; ROLES go over its own.

        Raises:
            DefinitionError: the shape does not have these keys, or cannot use what they say.
        """
        module = plugins.load("dataprep.converter.shapes", GROUP, self.shape)
        keys = {**self.map, "roles": {**self.map.get("roles", {}), **roles}} if roles else self.map
        try:
            shape: Shape = module.shape(**keys)
            skip = [condition(said) for said in self.skip_if]
        except (TypeError, LookupError) as error:
            raise DefinitionError(
                f"{self.name}: the shape {self.shape!r} does not take these keys: {error}"
            ) from error
        except re.error as error:
            raise DefinitionError(
                f"{self.name}: {error.pattern!r} is no regular expression: {error}"
            ) from error
        return Reader(shape, levels(self.rows), skip, grouped=bool(self.group))

    def matched(self) -> Match:
        """Return how its rows are recognised."""
        return match(**self.match)

    def grouping(self) -> Group | None:
        """Return which rows belong together, or None where each is alone."""
        if not self.group:
            return None
        return Group(Path(self.group["by"]), scattered=self.group.get("scattered", False))


@cache
def names() -> list[str]:
    """Return the names of the formats there are."""
    files = (file.name for file in folder("converters").iterdir())
    return sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml"))


@cache
def built_in(name: str) -> Definition:
    """Return the definition of the format NAME.

    Raises:
        DefinitionError: there is none.
    """
    if name not in names():
        close = get_close_matches(name, names(), n=3)
        hint = f"do you mean {' or '.join(close)}? " if close else ""
        raise DefinitionError(f"there is no format {name!r}; {hint}`dataprep formats` lists them")
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
        table = tomllib.loads(FilePath(path).read_text("utf-8"))
    except OSError as error:
        raise DefinitionError(
            f"{path}: cannot be read: {error.strerror}; check the path"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path}: is not TOML: {error}") from error
    if fault := schema.hand_written_fault("dataprep/converter", table):
        raise DefinitionError(f"{path}: {fault}")
    return _made(FilePath(path).stem, table)


def _made(name: str, table: dict[str, Json]) -> Definition:
    listed: dict[str, Json] = {key: tuple(table[key]) for key in ("hub", "skip_if") if key in table}
    return Definition(name=name, **{**table, **listed})
