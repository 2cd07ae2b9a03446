"""The reference of every setting, from the commands and the rules: a schema and a page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dataprep.cli import COMMANDS, cli
from dataprep.cli.options import Names
from dataprep.cli.tables import Table
from dataprep.linter.override import SEVERITIES, SEVERITY, kind
from dataprep.linter.rule import Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "schemas" / "dataprep" / "settings.schema.json"
PAGE = ROOT / "docs" / "settings.md"
TEXT = Path(__file__).with_name("settings_reference.md")

# A file may not say where a key is sent.
NEVER = {"base-url"}
TYPES = {"int": "integer", "float": "number", "bool": "boolean", "str": "string"}
NAMES = {"type": ["string", "array"], "items": {"type": "string"}}
# What takes a number may write it as one.
NUMBERS = re.compile(r"\bN\b|USD|FRACTION")


def files() -> dict[Path, str]:
    """Return what each file of the reference is to hold."""
    schema_text = json.dumps(schema(), indent=2, ensure_ascii=False)
    return {SCHEMA: f"{schema_text}\n", PAGE: "\n".join(page())}


def schema() -> dict[str, Any]:
    """Return the schema of a settings file."""
    tables = {}
    for name, options in commands().items():
        properties = {key: described(option) for key, option in options.items()}
        if name == "lint":
            properties |= {"rules": rule_tables(), "per-path-ignores": ignores()}
        tables[name] = {
            "type": "object",
            "description": COMMANDS[name],
            "additionalProperties": False,
            "properties": properties,
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:dataprep:schema:dataprep/settings",
        "title": "dataprep.toml, and [tool.dataprep] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": tables,
        "$defs": {"rule": rule_table(None)}
        | {rule.code: rule_table(rule) for rule in rules() if rule.options},
    }


def commands() -> dict[str, dict[str, click.Option]]:
    """Return the commands that settings are for, and the options that a file may set."""
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in COMMANDS}
    return {
        name: {option.opts[0].removeprefix("--"): option for option in _options(command)}
        for name, command in found.items()
        if command and not isinstance(command, click.Group)
    }


def _options(command: click.Command) -> Iterator[click.Option]:
    for option in command.params:
        if isinstance(option, click.Option) and option.expose_value:
            name = option.opts[0].removeprefix("--")
            if name not in NEVER and not isinstance(option.type, Table):
                yield option


def described(option: click.Option) -> dict[str, Any]:
    """Return the schema of the value of OPTION."""
    found: dict[str, Any] = {"description": option.help or ""}
    match option.type:
        case _ if option.is_flag:
            found["type"] = "boolean"
        case click.Choice() as choice:
            found["enum"] = list(choice.choices)
        case click.IntRange() | click.FloatRange() as bounds:
            found["type"] = "integer" if isinstance(bounds, click.IntRange) else "number"
            found |= {} if bounds.min is None else {"minimum": bounds.min}
        case Names():
            found |= NAMES
        case click.types.IntParamType():
            found["type"] = "integer"
        case click.types.FloatParamType():
            found["type"] = "number"
        case _ if option.multiple:
            found |= NAMES
        case _ if NUMBERS.search(str(option.metavar)):
            found["type"] = ["string", "number"]
        case _:
            found["type"] = "string"
    if isinstance(option.default, (str, int, float)) and option.default != "":
        found["default"] = option.default
    return found


def rule_tables() -> dict[str, Any]:
    """Return the schema of ``[lint.rules]``: a table for each rule, under its name or its code."""
    properties = {}
    for rule in rules():
        reference = rule.code if rule.options else "rule"
        for name in (rule.name, rule.code):
            properties[name] = {"description": rule.title, "$ref": f"#/$defs/{reference}"}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def rule_table(rule: Rule | None) -> dict[str, Any]:
    """Return the schema of the table of RULE, or of one without options."""
    properties: dict[str, Any] = {SEVERITY: {"enum": list(SEVERITIES)}}
    for name, option in (rule.options if rule else {}).items():
        properties[name] = {"type": TYPES[kind(option)]}
        if option.default is not None:
            properties[name]["default"] = option.default
    return {"type": "object", "additionalProperties": False, "properties": properties}


def ignores() -> dict[str, Any]:
    """Return the schema of ``[lint.per-path-ignores]``."""
    return {
        "type": "object",
        "description": "Rules that are not asked of the files that a pattern fits.",
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
    }


def page() -> Iterator[str]:
    """Give the lines of the page."""
    yield TEXT.read_text("utf-8")
    for name, options in commands().items():
        yield f"## [{name}]\n\n{COMMANDS[name]}\n"
        yield "| option | value | default | |\n|---|---|---|---|"
        yield from (row(key, described(option)) for key, option in options.items())
        yield ""
    yield "## Options of rules\n"
    yield "Each stands under the rule's name or code: `[lint.rules.few-examples]`.\n"
    yield "| rule | option | value | default |\n|---|---|---|---|"
    for rule in rules():
        for key, option in rule.options.items():
            default = "" if option.default is None else f"`{json.dumps(option.default)}`"
            link = f"[{rule.name}](rules/{rule.name}.md) ({rule.code})"
            yield f"| {link} | `{key}` | {TYPES[kind(option)]} | {default} |"
    yield ""


def row(key: str, found: dict[str, Any]) -> str:
    """Return the line of the option KEY, which the schema FOUND describes."""
    wanted = found.get("type") or " ".join(f"`{json.dumps(value)}`" for value in found["enum"])
    wanted = wanted if isinstance(wanted, str) else " or ".join(wanted)
    default = f"`{json.dumps(found['default'])}`" if "default" in found else ""
    return (
        f"| `{key}` | {wanted} | {default} | {found['description'].replace('|', chr(92) + '|')} |"
    )
