"""``dataprep lint``."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import click

from dataprep.cli import options

if TYPE_CHECKING:
    from dataprep.linter.finding import Report


ALL = "all"


class Reporters(click.ParamType[str]):
    """The name of a reporter, checked when it is given."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return VALUE, or fail with the reporters there are."""
        from dataprep.linter import reporters

        if value not in reporters.names():
            self.fail(f"{value!r} is not one of {', '.join(reporters.names())}", param, ctx)
        return value


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--target",
    default="openai",
    show_default=True,
    metavar="PROVIDER[/METHOD]",
    help="Whose rules; the method is told from the records. `all` says who takes the files.",
)
@click.option(
    "--model", metavar="NAME", help="The model to train: its methods and dates are checked too."
)
@click.option("--validation", metavar="FILE", help="The validation file that goes with PATHS.")
@click.option(
    "--select",
    type=options.Names(),
    default=(),
    metavar="RULES",
    help="Only these rules: codes, prefixes or names.",
)
@click.option(
    "--extend-select", type=options.Names(), default=(), metavar="RULES", help="These rules too."
)
@click.option(
    "--ignore", type=options.Names(), default=(), metavar="RULES", help="Not these rules."
)
@click.option(
    "--output-format",
    type=Reporters(),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option(
    "--output", metavar="FILE", default="-", help="Where it is written.  [default: standard output]"
)
@click.option("--statistics", is_flag=True, help="Only the number of findings of each rule.")
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Findings listed of each rule; 0 = all.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="What makes the exit code 1.",
)
@options.force
@options.work
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> None:
    """Find what a provider would refuse, and what would spoil the training.

    PATHS are files, folders (every .jsonl, .jsonl.gz and .jsonl.zst below), or - for
    standard input.
    """
    if given["target"] == ALL:
        _show_passport(ctx, paths, **given)
        return
    from dataprep.linter.lint import lint

    show = {
        name: given.pop(name)
        for name in ("output_format", "output", "statistics", "fail_on", "force")
    }
    with options.progress("linting") as progress:
        report = lint(paths, progress=progress, **given)
    _show(report, **{name: value for name, value in show.items() if name != "fail_on"})
    ctx.exit(1 if report.fails(show["fail_on"]) else 0)


def _show_passport(ctx: click.Context, paths: tuple[str, ...], **given: Any) -> None:
    """Show what each target says of PATHS."""
    from dataprep.cli.views import echo_json
    from dataprep.cli.views import passport as view
    from dataprep.linter.passport import passport

    form, output, level = (given.pop(name) for name in ("output_format", "output", "fail_on"))
    if form not in ("text", "json") or output != "-":
        raise click.UsageError("--target all is shown as text or json, on standard output")
    for name in ("target", "statistics", "force"):
        given.pop(name)
    with options.progress("linting") as progress:
        found = passport(paths, progress=progress, **given)
    if form == "json":
        echo_json(view.document(found))
    else:
        text = io.StringIO()
        view.write(found, text)
        click.echo(text.getvalue(), nl=False)
    ctx.exit(1 if found.fails(level) else 0)


def _show(
    report: Report, *, output_format: str, output: str, statistics: bool, force: bool
) -> None:
    from dataprep.cli.views.statistics import write as write_statistics
    from dataprep.linter import reporters
    from dataprep.records.sink import written

    text = io.StringIO()
    if statistics and output_format == "text":
        write_statistics(report, text)
    else:
        reporters.write(report, text, output_format)
    if output == "-":
        # As text a report takes the terminal's encoding; what machines read is UTF-8.
        click.echo(
            text.getvalue() if output_format == "text" else text.getvalue().encode(), nl=False
        )
        return
    with written(output, force=force) as file:
        file.write(text.getvalue().encode())
