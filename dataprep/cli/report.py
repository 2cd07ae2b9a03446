"""``dataprep report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dataprep.cli import options
from dataprep.cli.profile_options import profiled
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from collections.abc import Iterable

# Records drawn to be shown; as many more are shown with findings.
SAMPLES = 24


@click.command("report")
@profiled
@click.option(
    "--to", metavar="FILE", default="report.html", show_default=True, help="Where the page goes."
)
@options.force
@options.output_format
def command(
    files: tuple[str, ...], to: str, output_format: str, *, force: bool, **given: Any
) -> None:
    """Write one HTML page that shows what is in FILES, together one training set.

    It needs no network and no script. Personal data and secrets are masked in what it quotes.
    """
    from dataprep.estimator.wording import some
    from dataprep.profiler.page import page
    from dataprep.profiler.profile import profile
    from dataprep.profiler.wording import size
    from dataprep.records.sink import STANDARD_OUTPUT, check_free, written

    check_free(to, force=force)
    _check_spared(to, [*files, *filter(None, [given["validation"]])])
    with options.progress("reading") as progress:
        found = profile(files, samples=SAMPLES, progress=progress, **given)
    data = page(found).encode()
    with written(to, force=force) as file:
        file.write(data)
    said = to != STANDARD_OUTPUT
    if said and output_format == "json":
        echo_json({"version": 1, "path": to, "bytes": len(data), "records": found.records})
    elif said:
        click.echo(f"{to}: {some(found.records, 'record')} on a page of {size(len(data))}")


def _check_spared(to: str, files: Iterable[str]) -> None:
    """See that the page TO does not take the place of one of FILES.

    Raises:
        UsageError: it would.
    """
    from dataprep.errors import UsageError
    from dataprep.records import source

    if Path(to).resolve() in {Path(file).resolve() for file in source.files(files)}:
        raise UsageError(f"{to}: is one of the files to look at; name another with --to")
