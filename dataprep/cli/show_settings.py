"""``--show-settings``: what the options of a command are set to, and by what."""

from __future__ import annotations

import json
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from dataprep import settings
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = {
    ParameterSource.COMMANDLINE: "option",
    ParameterSource.ENVIRONMENT: "environment",
    ParameterSource.DEFAULT_MAP: "file",
    ParameterSource.DEFAULT: "default",
}


def with_show_settings(command: click.Command) -> click.Command:
    """Return COMMAND with the option; COMMAND itself stays as it is."""
    option = click.Option(
        ["--show-settings"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_asked,
        help="Show what the options are set to, and by what; do nothing else.",
    )
    command = copy(command)
    command.params = [*map(copy, command.params), option]
    return command


def _asked(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 — click's call
    if value:
        for parameter in ctx.command.params:
            parameter.required = False
        ctx.command.callback = lambda **_: _show(ctx)


def _show(ctx: click.Context) -> None:
    found = settings.nearest(Path.cwd())
    path = str(found[0]) if found else None
    if ctx.params.get("output_format") == "json":
        echo_json(_document(ctx, path))
    else:
        click.echo("\n".join(_lines(ctx, path)))


def _document(ctx: click.Context, path: str | None) -> dict[str, Any]:
    """Return the settings as ``dataprep/shown-settings`` describes them."""
    shown = {name: {"value": value, "from": source} for name, value, source in _settings(ctx)}
    return {"version": 1, "command": ctx.info_name, "file": path, "settings": shown}


def _lines(ctx: click.Context, path: str | None) -> Iterator[str]:
    """Give the settings as the lines of a settings file."""
    yield f"# settings file: {path or 'none'}"
    yield f"[{ctx.info_name}]"
    tables = {}
    for name, value, source in _settings(ctx):
        if isinstance(value, dict):
            tables[name] = value
        elif value is None or value == []:
            yield f"# {name} is not set"
        else:
            yield f"{name} = {_toml(value)}  # {source}"
    for name, table in tables.items():
        yield f"\n[{ctx.info_name}.{name}]"
        for key, value in table.items():
            yield f"{_key(key)} = {_toml(value)}"


def _settings(ctx: click.Context) -> Iterator[tuple[str, Any, str]]:
    for option in ctx.command.params:
        if isinstance(option, click.Option) and option.expose_value and option.name:
            source = SOURCES[ctx.get_parameter_source(option.name) or ParameterSource.DEFAULT]
            value = ctx.params.get(option.name)
            shown = list(value) if isinstance(value, tuple) else value
            if not isinstance(value, (str, int, float, list, dict, tuple, type(None))):
                shown = str(value)
            yield option.opts[0].removeprefix("--"), shown, source


def _key(name: str) -> str:
    return name if name.replace("-", "").isalnum() and name.isascii() else _toml(name)


def _toml(value: Any) -> str:
    match value:
        case dict():
            pairs = ", ".join(f"{_key(key)} = {_toml(inner)}" for key, inner in value.items())
            return f"{{ {pairs} }}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            # A string, a number or a truth value is written alike in both.
            return json.dumps(value, ensure_ascii=False)
