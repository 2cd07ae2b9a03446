"""The text of a report in colour, where a terminal reads it."""

from __future__ import annotations

import re
import sys

import click

# Each names a style of `STYLES`; a line of a report is one of these, or the text of a file.
PATTERNS = [
    r"^(?P<place>.+?): (?:(?P<error>error)|(?P<warning>warning)) (?P<code>[A-Z]+\d{3}) \S+?:",
    r"^ {4} *(?P<mark>\^+)$",
    r"^ {4}(?P<cure>-> .*)$",
    r"^(?P<more>… and .*)$",
]
STYLES = {
    "place": "bold",
    "error": "bold red",
    "warning": "yellow",
    "code": "bold",
    "mark": "bold red",
    "cure": "green",
    "more": "dim",
}


def show(text: str) -> None:
    """Write TEXT to standard output, in colour where that is a terminal."""
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console
    from rich.text import Text

    coloured = Text(text)
    for pattern in PATTERNS:
        for found in re.finditer(pattern, text, re.MULTILINE):
            for name, word in found.groupdict().items():
                if word is not None:
                    coloured.stylize(STYLES[name], *found.span(name))
    Console(highlight=False).print(coloured, end="", soft_wrap=True)
