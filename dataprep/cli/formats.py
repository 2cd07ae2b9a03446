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
    width = max(len(known.name) for known in formats)
    for known in formats:
        click.echo(f"{known.name:<{width}}  {known.shape:<6}  {known.title}")


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
    from dataprep.converter.detect import candidates, detected
    from dataprep.converter.rows import Reading, batches, sample

    first = next(batches([path], Reading()), None)
    rows = sample(first) if first else []
    found, chosen = candidates(path, rows), detected(path, rows)
    if json:
        document = {"version": 1, "path": path, "format": chosen.name}
        echo_json({**document, "candidates": [_reasons(candidate) for candidate in found]})
        return
    click.echo(f"{path}: {chosen.name}")
    for candidate in found:
        click.echo(f"  {candidate.definition.name}: {'; '.join(candidate.evidence)}")


def _reasons(candidate: Candidate) -> dict[str, Any]:
    return {"name": candidate.definition.name, "evidence": candidate.evidence}


def _first_line(name: str, side: str) -> str:
    """Return the first line of a sample."""
    from dataprep.resources import folder

    sample = folder("samples/converters").joinpath(name, f"{side}.jsonl")
    return sample.read_text("utf-8").partition("\n")[0]
