"""``dataprep convert``."""

from __future__ import annotations

from typing import Any

import click

from dataprep.cli import options
from dataprep.cli.views import echo_json


def portion(_ctx: click.Context, _param: click.Parameter, value: Any) -> float | None:
    """Return VALUE as a fraction below 1, or as a whole number."""
    if value is None:
        return None
    try:
        size = float(value) if "." in str(value) else int(value)
    except ValueError:
        size = 0
    if size <= 0 or (isinstance(size, float) and size >= 1):
        raise click.BadParameter(f"{value} is neither a fraction like 0.1 nor a number like 50")
    return size


def mapping(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """Return the roles of the speakers in VALUE, each given as ``NAME=ROLE``."""
    from dataprep.converter.roles import names

    pairs = {name: role for name, _, role in (pair.rpartition("=") for pair in value)}
    if not all(name and role in names() for name, role in pairs.items()):
        raise click.BadParameter(f"write NAME=ROLE; a role is one of {', '.join(names())}")
    return pairs


def choices(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """Return the choices in VALUE, each given as ``NAME=CHOICE``."""
    pairs = {name: choice for name, _, choice in (pair.partition("=") for pair in value)}
    if not all(name and choice for name, choice in pairs.items()):
        raise click.BadParameter("write NAME=CHOICE, as same-role=merge")
    return pairs


def shares(_ctx: click.Context, _param: click.Parameter, value: Any) -> tuple[float, ...]:
    """Return VALUE as numbers, one for each source."""
    given = value.split(",") if isinstance(value, str) else value or ()
    try:
        return tuple(float(share) for share in given)
    except ValueError as error:
        raise click.BadParameter(f"{value} is no list of numbers like 0.7,0.3") from error


TARGET = "Whose records to write."
POLICY = "What to do with odd turns, as same-role=merge; repeats."
THOUGHTS = "A model's thoughts: keep them as <think>, in a field beside the text, or drop them."
REASONING = click.Choice(("keep", "field", "drop"))
ROLE = "The role of a speaker that is not known; repeats."
LIMIT = "Only the first N rows; with --shuffle, any N."
SEED = "Another order for --shuffle and --mix."


@click.command("convert")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--to", required=True, metavar="FILE", help="Output, or -; .gz and .zst compress.")
@click.option("--from", "format", default="auto", show_default=True, metavar="NAME", help="Format.")
@click.option("--definition", metavar="FILE", help="Your own definition of the format.")
@click.option("--config", metavar="NAME", help="Configuration of a Hub data set.")
@click.option("--split", metavar="NAME", help="Split of it; default: train, or the only one.")
@click.option("--data-files", metavar="PATTERN", help="Files of it.")
@click.option("--revision", metavar="NAME", help="Branch, tag or commit of it.")
@click.option("--columns", type=options.Names(), default=(), metavar="A,B", help="Of a bare CSV.")
@click.option("--encoding", metavar="NAME", help="Encoding of the text; default: UTF-8.")
@click.option(
    "--target", default="openai", show_default=True, metavar="PROVIDER[/METHOD]", help=TARGET
)
@click.option(
    "--policy", "policies", multiple=True, callback=choices, metavar="NAME=CHOICE", help=POLICY
)
@click.option("--system", metavar="TEXT", help="System message where a row has none.")
@click.option("--reasoning", type=REASONING, default="keep", help=THOUGHTS)
@click.option("--role", "roles", multiple=True, callback=mapping, metavar="NAME=ROLE", help=ROLE)
@click.option("--last-turn-only", is_flag=True, help="Train only the last answer of a record.")
@click.option(
    "--images",
    type=click.Choice(["url", "data"]),
    default="url",
    show_default=True,
    help="Keep links to images, or take no record that has one.",
)
@click.option("--image-folder", metavar="FOLDER", help="Where images named by a path lie.")
@click.option("--mix", callback=shares, metavar="A,B", help="How often to draw from each SOURCE.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=LIMIT)
@click.option("--shuffle", is_flag=True, help="Rows in a random order.")
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help=SEED)
@click.option("--dedupe", is_flag=True, help="Leave out records that came before.")
@click.option("--validation", callback=portion, metavar="FRACTION|N", help="Records to hold out.")
@click.option("--validation-to", metavar="FILE", help="Where they go; default: beside --to.")
@click.option("--provenance", metavar="FILE", help="File and row that each record comes from.")
@click.option("--rejects", metavar="FILE", help="Rows that cannot be turned, with the reason.")
@click.option("--strict", is_flag=True, help="Stop at the first such row and write nothing.")
@options.force
@options.work
@options.output_format
@click.pass_context
def command(ctx: click.Context, /, sources: tuple[str, ...], **given: Any) -> None:
    """Turn a data set into chat-format JSONL.

    SOURCE is a file (JSON, JSONL, CSV, TSV, Parquet, Arrow; also .gz or .zst), a folder of such
    files, or a Hub id org/name; each is read by its own format. `dataprep formats` lists the
    formats for --from. What was done is written beside the output, as FILE.manifest.json.
    """
    from dataprep.cli.views import conversion
    from dataprep.converter.convert import convert
    from dataprep.converter.report import RowRejected

    json = given.pop("output_format") == "json"
    try:
        with options.progress("converting") as progress:
            report = convert(sources, progress=progress, **given)
    except RowRejected as error:
        click.echo(f"error: {error}; 1 row rejected under --strict, nothing is written", err=True)
        ctx.exit(1)
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    aside = given["to"] == "-"
    if json:
        echo_json(conversion.document(report), err=aside)
    else:
        click.echo(conversion.text(report), err=aside)
    if not report.records:
        click.echo(f"error: {conversion.nothing(report)}", err=True)
        ctx.exit(2)
