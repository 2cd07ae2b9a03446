"""The settings file's table for a command, checked, as click's defaults."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dataprep import settings
from dataprep.cli.tables import Table
from dataprep.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection


def defaults(names: Collection[str], invoked: str | None, group: click.Group) -> dict[str, Any]:
    """Return the defaults of the command INVOKED, of a GROUP whose commands have these NAMES.

    Raises:
        SettingsError: the file has a table of no command, or the command has no such option, or
            none that a file may set.
    """
    found = settings.nearest(Path.cwd())
    if found is None or invoked is None:
        return {}
    path, tables = found
    for name, table in tables.items():
        if name == settings.CATALOG:
            continue
        if name not in names or not isinstance(table, dict):
            known = ", ".join(names)
            raise SettingsError(f"{path}: {name} is no table of options; there are: {known}")
    command = group.get_command(click.Context(group), invoked)
    if command is None or invoked not in tables:
        return {}
    options = {
        option.removeprefix("--"): parameter
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    checked = {}
    for key, value in tables[invoked].items():
        if key == "base-url":
            raise SettingsError(
                f"{path}: [{invoked}] {key} cannot stand in a file, as it says where your key is "
                "sent; give --base-url"
            )
        if key not in options:
            close = get_close_matches(key, options, n=1)
            hint = f"; did you mean {close[0]}?" if close else f"; see `dataprep {invoked} --help`"
            raise SettingsError(f"{path}: [{invoked}] has no option {key!r}{hint}")
        option, where = options[key], f"{path}: [{invoked}] {key}"
        checked[str(option.name)] = (
            option.type.checked(value, where, path)
            if isinstance(option.type, Table)
            else _value(option, value, where)
        )
    return {invoked: checked}


def _value(option: click.Option, value: Any, where: str) -> Any:
    """Return VALUE as the command line would give it, so that click checks it alike."""
    if not (option.is_flag and isinstance(value, bool)):
        value = [str(item) for item in value] if isinstance(value, list) else str(value)
    if option.multiple and isinstance(value, str):
        value = [value]
    try:
        option.type_cast_value(click.Context(click.Command(None)), value)
    except click.BadParameter as error:
        raise SettingsError(f"{where}: {error.message}") from error
    return value
