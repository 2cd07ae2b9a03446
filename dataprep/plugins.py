"""Parts are found by walking a package's folder: adding a file adds a part.

Other people's packages add theirs through an entry-point group of the same name
(``dataprep.rules``, ``dataprep.shapes``, ``dataprep.codecs``, ``dataprep.reporters``,
``dataprep.engines``, ``dataprep.providers``).
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dataprep.errors import PluginError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def names(package: str, group: str) -> list[str]:
    """Return the names of the parts in PACKAGE and the entry points of GROUP, loading none."""
    return sorted(_places(package, group))


def load(package: str, group: str, name: str) -> ModuleType:
    """Return the module that holds the part NAME.

    Raises:
        PluginError: there is no such part, or it cannot be imported.
    """
    places = _places(package, group)
    if name not in places:
        known = ", ".join(sorted(places))
        raise PluginError(f"there is no {name!r} in {group}; there are: {known}")
    return _imported(places[name])


def modules(package: str, group: str) -> Iterator[ModuleType]:
    """Import and give every module below PACKAGE and below the packages of GROUP, in order."""
    for root in [package, *(entry.value for entry in entry_points(group=group))]:
        top = _imported(root)
        below = pkgutil.walk_packages(getattr(top, "__path__", []), prefix=f"{root}.")
        yield top
        for found in sorted(below, key=lambda found: found.name):
            if not found.ispkg:
                yield _imported(found.name)


def _places(package: str, group: str) -> dict[str, str]:
    """Map each part's name to the module that holds it."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    places = {
        found.name.replace("_", "-"): f"{package}.{found.name}"
        for found in pkgutil.iter_modules(folders or [])
    }
    for entry in entry_points(group=group):
        if entry.name in places:
            raise PluginError(
                f"two parts of {group} are named {entry.name!r}: "
                f"{places[entry.name]} and {entry.value}; uninstall one"
            )
        places[entry.name] = entry.value
    return places


def _imported(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise PluginError(f"{name} cannot be loaded: {error}") from error
