"""Options that are tables, and so stand in a settings file only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from dataprep.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


class Table(click.ParamType[dict[str, Any]]):
    """A table, which CHECK looks at; it may raise UsageError."""

    name = "table"

    def __init__(self, check: Callable[[dict[str, Any]], None]) -> None:
        self._check = check

    def checked(self, value: Any, where: str) -> dict[str, Any]:
        """Return VALUE, from the place WHERE of a settings file.

        Raises:
            SettingsError: it is no table, or does not say what is allowed.
        """
        if not isinstance(value, dict):
            raise SettingsError(f"{where} is no table")
        try:
            self._check(value)
        except UsageError as error:
            raise SettingsError(f"{where}: {error}") from error
        return value

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, Any]:
        """Return VALUE, which a settings file gave, or fail."""
        if not isinstance(value, dict):
            self.fail("this is a table of the settings file", param, ctx)
        return value


def rules(command: F) -> F:
    """Add the table ``rules``: severity and options, one table a rule."""
    return click.option("--rules", "rule_options", type=Table(_check_rules), hidden=True)(command)


def per_path_ignores(command: F) -> F:
    """Add the table ``per-path-ignores``: rules that are not asked, by patterns of paths."""
    return click.option("--per-path-ignores", type=Table(_check_ignores), hidden=True)(command)


def _check_rules(table: dict[str, Any]) -> None:
    from dataprep.linter.selection import overridden

    overridden(table)


def _check_ignores(table: dict[str, Any]) -> None:
    from dataprep.linter.selection import fitting

    for pattern, names in table.items():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise UsageError(f'{pattern!r} = {names!r} is no list of rules; write ["DP6"]')
        fitting(names)
