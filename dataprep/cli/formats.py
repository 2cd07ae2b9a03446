"""``dataprep formats``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from dataprep.cli import options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from dataprep.converter.definition import Definition
    from dataprep.converter.detect import Candidate

# How many formats that do not fit are explained: the nearest ones.
NEAR = 5


@click.command("formats")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--detect", metavar="FILE", help="Say which format FILE would be read as, and why.")
@options.output_format
def command(name: str | None, detect: str | None, output_format: str) -> None:
    """List the formats that convert reads, show one, or say which one a file has."""
    from dataprep.converter import definition

    if name and detect:
        raise click.UsageError("give a NAME or --detect, not both")
    json = output_format == "json"
    if detect:
        _show_candidates(detect, json=json)
    elif name:
        _show_one(definition.built_in(name), json=json)
    else:
        _show_list([definition.built_in(known) for known in definition.names()], json=json)


def _show_list(formats: list[Definition], *, json: bool) -> None:
    if json:
        keys = ("name", "title", "shape", "hub", "license")
        echo_json([{key: getattr(known, key) for key in keys} for known in formats])
        return
    names = max(len(known.name) for known in formats)
    shapes = max(len(known.shape) for known in formats)
    for known in formats:
        click.echo(f"{known.name:<{names}}  {known.shape:<{shapes}}  {known.title}")


def _show_one(known: Definition, *, json: bool) -> None:
    import orjson

    from dataprep.converter.definition import text

    row, record = _first_line(known.name, "input"), _first_line(known.name, "expected")
    if json:
        example = {"row": orjson.loads(row), "record": orjson.loads(record)}
        echo_json({"version": 1, **asdict(known), "example": example})
        return
    click.echo(f"# {known.name}\n\n{text(known.name)}\n# A row, and its record\n{row}\n{record}")


def _show_candidates(path: str, *, json: bool) -> None:
    from dataprep.converter.detect import candidates, chosen, fits_best
    from dataprep.converter.rows import Reading, batches, sample

    first = next(batches([path], Reading()), None)
    rows = sample(first) if first else []
    found = candidates(path, rows)
    if json:
        fitting = fits_best(found)
        name = fitting[0].definition.name if len(fitting) == 1 else None
        document = {"version": 1, "path": path, "rows": len(rows), "format": name}
        echo_json({**document, "candidates": [_reasons(one) for one in found]})
    else:
        _explain(found, len(rows))
    read_as = chosen(path, rows, found).definition.name
    if not json:
        click.echo(f"\n{path} is read as {read_as}.")


def _explain(found: list[Candidate], rows: int) -> None:
    click.echo(f"By the first {rows} rows:")
    for one in found:
        if one.fits:
            click.echo(f"\n{one.definition.name} fits {_share(one)}, score {one.score[0]}:")
            click.echo("\n".join(f"  {words}" for words in one.evidence))
            for words, count in one.misses.most_common():
                click.echo(f"  {count} rows do not fit: not {words}")
    others = [one for one in found if not one.fits]
    click.echo(f"\nThe others do not fit; the nearest {NEAR}:")
    for one in sorted(others, key=lambda one: one.met, reverse=True)[:NEAR]:
        words, _ = one.misses.most_common(1)[0]
        click.echo(f"  {one.definition.name}: not {words}")


def _share(one: Candidate) -> str:
    return "all rows" if one.fitting == one.rows else f"{one.fitting} of {one.rows} rows"


def _reasons(one: Candidate) -> dict[str, Any]:
    return {
        "name": one.definition.name,
        "fits": one.fits,
        "score": one.score[0],
        "priority": one.score[1],
        "rows": one.fitting,
        "evidence": one.evidence,
        "misses": one.misses,
    }


def _first_line(name: str, side: str) -> str:
    """Return the first line of a sample."""
    from dataprep.resources import folder

    sample = folder("samples/converters").joinpath(name, f"{side}.jsonl")
    return sample.read_text("utf-8").partition("\n")[0]
