"""``dataprep stats``."""

from __future__ import annotations

from typing import Any

import click

from dataprep.cli import options
from dataprep.cli.profile_options import profiled
from dataprep.cli.views import echo_json


@click.command("stats")
@profiled
@options.output_format
def command(files: tuple[str, ...], output_format: str, **given: Any) -> None:
    """Show what is in FILES, together one training set: messages, tokens, findings, cost."""
    from dataprep.cli.views import profiles
    from dataprep.profiler.figures import document
    from dataprep.profiler.profile import profile

    with options.progress("reading") as progress:
        found = profile(files, progress=progress, **given)
    if output_format == "json":
        echo_json(document(found))
    else:
        profiles.show(found)
