"""How the files that a provider holds look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dataprep.cli.views.jobs import time
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataprep.launcher.provider import Upload


def show(files: Iterable[Upload]) -> None:
    """Show FILES, a line each."""
    for file in files:
        size = "?" if file.bytes is None else f"{file.bytes:,}"
        when = "" if file.created is None else time(file.created)
        line = f"{file.id}  {when}  {size:>13}  {file.status or '?':<10}  {file.name}"
        click.echo(printable(line))
