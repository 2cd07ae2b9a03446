"""Options that are tables, and so stand in a settings file only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from dataprep.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

F = TypeVar("F", bound="Callable[..., Any]")


class Table(click.ParamType[dict[str, Any]]):
    """A table of a settings file; CHECK, given it and the file's folder, returns what it says."""

    name = "table"

    def __init__(self, check: Callable[[dict[str, Any], Path], dict[str, Any]]) -> None:
        self._check = check

    def checked(self, value: Any, where: str, file: Path) -> dict[str, Any]:
        """Return what VALUE says, from the place WHERE of the settings FILE.

        Raises:
            SettingsError: it is no table, or says what is not allowed.
        """
        if not isinstance(value, dict):
            raise SettingsError(f"{where} = {value!r} is no table")
        try:
            return self._check(value, file.parent)
        except UsageError as error:
            raise SettingsError(f"{where}: {error}") from error

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, Any]:
        """Return VALUE, which comes from a settings file, or fail."""
        if not isinstance(value, dict):
            self.fail("this is a table of the settings file", param, ctx)
        return value


def rules(command: F) -> F:
    """Add the table ``rules``: a severity and options, one table a rule."""
    return click.option("--rules", "rule_options", type=Table(_rules), hidden=True)(command)


def per_path_ignores(command: F) -> F:
    """Add the table ``per-path-ignores``: rules that are not asked, by patterns of paths."""
    return click.option("--per-path-ignores", type=Table(_ignores), hidden=True)(command)


def _rules(table: dict[str, Any], _: Path) -> dict[str, Any]:
    from dataprep.linter.selection import overridden

    overridden(table)
    return table


def _ignores(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return TABLE with its patterns seen from FOLDER, that of the settings file."""
    from dataprep.linter.selection import fitting

    placed = {}
    for pattern, names in table.items():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise UsageError(f'{pattern!r} = {names!r} is no list of rules; write ["DP6"]')
        fitting(names)
        placed[(folder / pattern).as_posix() if "/" in pattern else pattern] = names
    return placed
