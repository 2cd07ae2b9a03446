"""``dataprep lint``."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from dataprep import settings
from dataprep.cli import options, tables
from dataprep.cli.views import highlighted

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
    default=lambda: "github" if settings.in_github_actions() else "text",
    show_default="text, in GitHub Actions github",
    help="How the report is written.",
)
@click.option(
    "--output", metavar="FILE", default="-", help="Where it is written.  [default: standard output]"
)
@click.option("--baseline", metavar="FILE", help="Findings that are known and do not count.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings there, and end.")
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
@click.option("--fix", is_flag=True, help="Fix what can be fixed safely; the rest is reported.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes that may not be wanted, too."
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@tables.rules
@tables.per_path_ignores
@options.force
@options.tokenizer
@options.work
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> None:
    """Find what a provider would refuse, and what would spoil the training.

    PATHS are files, folders (every .jsonl, .jsonl.gz and .jsonl.zst below), or - for
    standard input.
    """
    from dataprep.linter.reporters import counted

    if given["target"] == ALL:
        _show_passport(ctx, paths, **given)
        return

    fix, diff, unsafe = (given.pop(name) for name in ("fix", "diff", "unsafe_fixes"))
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff; give one of them too")
    if (new_baseline := given.pop("write_baseline")) and (fix or diff):
        raise click.UsageError(
            "--write-baseline notes what is found and changes no file; "
            f"run `dataprep lint --{'fix' if fix else 'diff'}` before"
        )
    if new_baseline:
        _write_baseline(paths, new_baseline, given)
        return
    show = {
        name: given.pop(name)
        for name in ("output_format", "output", "statistics", "fail_on", "force")
    }
    if diff:
        ctx.exit(_show_difference(paths, unsafe=unsafe, **given))
    with options.progress("fixing" if fix else "linting") as progress:
        report = _report(paths, fix=fix, unsafe=unsafe, progress=progress, **given)
    if report.stale:
        known = f"{given['baseline']}: not found any more: {counted(report.stale, 'finding')}"
        click.echo(f"note: {known}; --write-baseline with --force writes it anew", err=True)
    fail_on = show.pop("fail_on")
    # Of standard input, the fixed text is the result.
    _show(report, beside=fix and "-" in paths, **show)
    ctx.exit(1 if report.fails(fail_on) else 0)


def _report(paths: tuple[str, ...], *, fix: bool, unsafe: bool, **given: Any) -> Report:
    if fix:
        from dataprep.linter.fix import fix as fixed

        return fixed(paths, unsafe=unsafe, **given)
    from dataprep.linter.lint import lint

    return lint(paths, **given)


def _show_difference(paths: tuple[str, ...], **given: Any) -> int:
    """Show what would change, and return the exit code: 1 where something would."""
    from dataprep.linter.fix import diff
    from dataprep.records.sink import written

    with written("-") as out:
        count = diff(paths, out, **given)
    click.echo(f"Would fix {count:,} finding{'' if count == 1 else 's'}.", err=True)
    return 1 if count else 0


def _write_baseline(paths: tuple[str, ...], path: str, given: dict[str, Any]) -> None:
    from dataprep.linter import baseline
    from dataprep.linter.lint import lint
    from dataprep.linter.reporters import counted
    from dataprep.records.sink import check_free, written

    for name in ("output_format", "output", "statistics", "fail_on"):
        del given[name]
    force = given.pop("force")
    check_free(path, force=force)
    with options.progress("linting") as progress:
        report = lint(paths, progress=progress, **given | {"baseline": None, "max_findings": 0})
    with written(path, force=force) as file:
        baseline.write(report.findings, file)
    click.echo(f"{path}: {counted(len(report.findings), 'finding')} written", err=True)


def _show_passport(ctx: click.Context, paths: tuple[str, ...], **given: Any) -> None:
    """Show what each target says of PATHS."""
    from dataprep.cli.views import echo_json
    from dataprep.cli.views import passport as view
    from dataprep.linter.passport import passport

    form, output, level = (given.pop(name) for name in ("output_format", "output", "fail_on"))
    if form not in ("text", "json") or output != "-":
        raise click.UsageError("--target all is shown as text or json, on standard output")
    for name in ("fix", "diff", "unsafe_fixes", "write_baseline", "baseline"):
        if given.pop(name):
            raise click.UsageError(f"--{name.replace('_', '-')} goes with one target; name it")
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
    report: Report,
    *,
    output_format: str,
    output: str,
    statistics: bool,
    force: bool,
    beside: bool,
) -> None:
    """Write REPORT where it is wanted: to the terminal it goes BESIDE the result, if it is none."""
    from dataprep.cli.views.statistics import write as write_statistics
    from dataprep.linter import reporters
    from dataprep.records.sink import written

    text = io.StringIO()
    if statistics and output_format == "text":
        write_statistics(report, text)
    else:
        reporters.write(replace(report, findings=()) if statistics else report, text, output_format)
    if output == "-":
        # As text a report takes the terminal's encoding; what machines read is UTF-8.
        if output_format == "text" and not beside:
            highlighted.show(text.getvalue())
        else:
            said = text.getvalue()
            click.echo(said if output_format == "text" else said.encode(), nl=False, err=beside)
        return
    with written(output, force=force) as file:
        file.write(text.getvalue().encode())
