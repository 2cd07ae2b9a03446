"""``dataprep rule``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dataprep.cli import options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from dataprep.linter.rule import Rule


@click.command("rule")
@click.argument("name", required=False, metavar="[CODE|NAME]")
@options.output_format
def command(name: str | None, output_format: str) -> None:
    """List the rules, or show the page of one."""
    from dataprep.linter.page import page
    from dataprep.linter.rule import rules
    from dataprep.linter.selection import rule_named

    if output_format == "json":
        _show_json([rule_named(name)] if name else list(rules()), one=bool(name))
    elif name:
        click.echo(page(rule_named(name)))
    else:
        _show_list(rules())


def _show_list(rules: tuple[Rule, ...]) -> None:
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        click.echo(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.title}")


def _show_json(rules: list[Rule], *, one: bool) -> None:
    pages = [_document(rule) for rule in rules]
    document = {"version": 1, **pages[0]} if one else {"version": 1, "rules": pages}
    echo_json(document)


def _document(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "scope": rule.scope.value,
        "targets": sorted(rule.targets),
        "default": rule.default,
        "title": rule.title,
        "page": rule.page,
    }
