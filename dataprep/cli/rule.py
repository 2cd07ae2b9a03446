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
    from dataprep.linter.rule import rules
    from dataprep.linter.selection import rule_named

    if output_format == "json":
        _show_json([rule_named(name)] if name else list(rules()), one=bool(name))
    elif name:
        _show_page(rule_named(name))
    else:
        _show_list(rules())


def _show_list(rules: tuple[Rule, ...]) -> None:
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        click.echo(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.title}")


def _show_page(rule: Rule) -> None:
    click.echo(
        f"# {rule.name} ({rule.code})\n\n{rule.page}\n\n## Severity\n{rule.severity}", nl=False
    )
    if rule.targets:
        click.echo(f", for {', '.join(sorted(rule.targets))}", nl=False)
    click.echo("")
    bad = _example(rule.code, "bad")
    if bad:
        click.echo(f"\n## Example\n{bad}")


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
        "title": rule.title,
        "page": rule.page,
    }


def _example(code: str, name: str) -> str:
    """Return the first lines of a sample, as text."""
    from dataprep.resources import folder

    sample = folder("samples/rules").joinpath(code, f"{name}.jsonl")
    return sample.read_bytes().decode("utf-8", "replace")[:600].rstrip() if sample.is_file() else ""
