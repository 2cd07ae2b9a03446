"""``dataprep show``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from dataprep.cli import options
from dataprep.cli.views import echo_json

# As editors and the text report write a place; what comes before may hold colons.
PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+))?(?::\d+)?:?", re.DOTALL)


def parsed(place: str) -> tuple[str, int]:
    """Return the file and the line that PLACE names; without a line, the first."""
    found = PLACE.fullmatch(place)
    if found is None or Path(place).exists():
        return place, 1
    return found["path"], int(found["line"] or 1)


@click.command("show")
@click.argument("place", metavar="FILE[:LINE]")
@click.option(
    "--target",
    default="openai",
    show_default=True,
    metavar="PROVIDER[/METHOD]",
    help="Whose rules; the method is told from the record.",
)
@click.option("--model", metavar="NAME", help="The model that counts the tokens.")
@options.output_format
def command(place: str, target: str, model: str | None, output_format: str) -> None:
    """Show one record as a conversation: what is trained, tokens, findings."""
    from dataprep.cli.views import conversations
    from dataprep.linter.conversation import conversation

    path, line = parsed(place)
    if line < 1:
        raise click.BadParameter("lines count from 1", param_hint="FILE:LINE")
    shown = conversation(path, line, target=target, model=model)
    if output_format == "json":
        echo_json(conversations.document(shown))
    else:
        conversations.show(shown)
