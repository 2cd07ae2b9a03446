"""``dataprep rule``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dataprep.cli import options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from dataprep.linter.rule import Rule


@click.command("rule")
@click.argument("name", required=False, metavar="[CODE|PREFIX|NAME]")
@options.output_format
def command(name: str | None, output_format: str) -> None:
    """List the rules, or those whose codes begin with PREFIX, or show the page of one."""
    from dataprep.linter.page import page
    from dataprep.linter.rule import rules
    from dataprep.linter.selection import rule_named

    one = None
    listed = [rule for rule in rules() if rule.code.startswith((name or "").upper())]
    if name and (not listed or name.upper() == listed[0].code):
        one = rule_named(_with_digits(name))
    if output_format == "json":
        _show_json([one] if one else listed, one=bool(one))
    elif one:
        click.echo(page(one))
    else:
        _show_list(listed)


def _with_digits(name: str) -> str:
    """Return NAME; of a code with a letter O for a zero, say which code is meant.

    Raises:
        UsageError: it is such a code.
    """
    from dataprep.errors import UsageError
    from dataprep.linter.rule import rules

    meant = name.upper().replace("O", "0").replace("I", "1")
    if name.upper() != meant and any(rule.code == meant for rule in rules()):
        raise UsageError(f"there is no rule {name!r}; did you mean {meant}?")
    return name


def _show_list(rules: list[Rule]) -> None:
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
