"""A grader for reinforcement, held against its schema and against the records that it will read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep import schema
from dataprep.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dataprep.records.record import Json

SCHEMA = "openai/grader"
# What a template may ask of an answer; of a record it may ask every field.
SAMPLE = ("output_text", "output_json", "output_tools", "choices", "output_reasoning_summary")

_TEMPLATE = re.compile(r"\{\{\s*(\w+)(?:\.(\w+))?")


def check(
    grader: Mapping[str, Any], response_format: Mapping[str, Any] | None, files: Sequence[str]
) -> None:
    """Make sure that GRADER is one, and that every record of FILES has what it reads.

    Raises:
        UsageError: it is none, or asks for what no answer or not every record has.
    """
    if wrong := schema.hand_written_fault(SCHEMA, dict(grader)):
        raise UsageError(f"the grader is none ({wrong}); nothing was sent")
    wanted = set()
    for space, name in _asked(dict(grader)):
        match space, name:
            case "item", str(field) if field:
                wanted.add(field)
            case "sample", field if field in SAMPLE:
                _check_format(field, response_format)
            case _:
                raise UsageError(
                    f"the grader reads '{space}{name and '.'}{name}', and there are item.FIELD "
                    f"and sample.{', sample.'.join(SAMPLE)}; nothing was sent"
                )
    for path in files:
        _check_file(path, wanted)


def _check_format(field: str, response_format: Mapping[str, Any] | None) -> None:
    if field == "output_json" and response_format is None:
        raise UsageError(
            "the grader reads sample.output_json, which only answers in a response format have; "
            "give one with --response-format; nothing was sent"
        )


def _check_file(path: str, wanted: set[str]) -> None:
    """Raise UsageError at the first record of the file at PATH that lacks a WANTED field."""
    with Path(path).open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            record = _record(line)
            if lacking := sorted(wanted - record.keys()):
                raise UsageError(
                    f"{path}, line {number}: the grader reads item.{lacking[0]}, and this record "
                    "has no such field; add it, or leave the record out; nothing was sent"
                )


def _record(line: bytes) -> dict[str, Json]:
    """Return the record in LINE; what is no record, lint has told or will tell."""
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _asked(value: Json) -> Iterator[tuple[str, str]]:
    """Give what the templates in VALUE ask for, as a space and a name in it."""
    match value:
        case str(text):
            for found in _TEMPLATE.finditer(text):
                yield found[1], found[2] or ""
        case dict(fields):
            for name, inner in fields.items():
                # A program is no template.
                yield from () if name == "source" else _asked(inner)
        case list(items):
            for item in items:
                yield from _asked(item)
