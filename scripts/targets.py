"""The part of docs/targets.md that is made from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep import schema
from dataprep.catalog.catalog import provider, providers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataprep.catalog.catalog import Provider
    from dataprep.catalog.fact import Fact

BEGIN = "by `make docs` from the catalogue. -->\n"
END = "<!-- The end of what is made. -->"


def page(path: Path) -> str:
    """Return the text of the file at PATH, with what is made renewed."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + "\n".join(_lines()) + "\n" + END + after


def _lines() -> Iterator[str]:
    for name in providers():
        yield from _target(provider(name))
    yield from _policies()


def _target(target: Provider) -> Iterator[str]:
    yield f"## {target.title} (`{target.name}`)\n"
    for method, limits in target.limits.items():
        told = {
            "examples": _range(limits.minimum_examples, limits.maximum_examples),
            "bytes of a file": _at_most(limits.file_bytes),
            "images of an example": _at_most(limits.images_per_example),
            "bytes of an image": _at_most(limits.image_bytes),
            "characters of a call's id": _at_most(limits.call_id_length),
        }
        said = ", ".join(f"{what}: {value}" for what, value in told.items() if value)
        record = schema.document(f"{target.name}/{method}")["description"]
        yield f"- `{method}`: {said}. {record} {_source(limits)}"
    records = target.records
    forms = {
        "ids of calls match `{}`": records.call_id,
        "arguments of calls are objects": records.structured_arguments,
        "contents are all texts or all lists of parts": records.uniform_content,
        "weights are not read": records.unweighted,
    }
    if told := [form.format(value) for form, value in forms.items() if value]:
        yield f"- {'; '.join(told)}. {_source(records)}"
    if worse := [f"`{rule}`: {severity}" for rule, severity in records.severities.items()]:
        yield f"- Other severities than usual: {', '.join(worse)}."
    yield ""


def _policies() -> Iterator[str]:
    """Give the table of what `convert` does with odd turns for each target."""
    names = providers()
    known = schema.document("dataprep/catalog")["properties"]["policies"]["properties"]
    yield "## What `convert` does with odd turns\n"
    yield "Each change is counted by a code. `--policy NAME=CHOICE` chooses otherwise.\n"
    yield f"| policy | choices | {' | '.join(names)} |\n|{'---|' * (len(names) + 2)}"
    for name, about in known.items():
        chosen = " | ".join(provider(each).policies[name] for each in names)
        what = about["description"].removesuffix(".").lower()
        yield f"| `{name}`: {what} | {', '.join(about['enum'])} | {chosen} |"
    yield ""


def _range(least: int, most: int | None) -> str:
    return f"{least:,} to {most:,}" if most else f"{least:,} or more"


def _at_most(number: int | None) -> str:
    return f"up to {number:,}" if number else ""


def _source(fact: Fact) -> str:
    return f"({fact.evidence}: <{fact.source}>, {fact.checked})"
