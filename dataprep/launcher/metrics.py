"""What was measured while a model was trained, step by step."""

from __future__ import annotations

import base64
import binascii
import csv
import io
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataprep.launcher.provider import JobEvent
    from dataprep.records.record import Json

Row = dict[str, "Json"]


def rows(content: bytes) -> list[Row]:
    """Return the rows of a result file: CSV, which some servers send as base64."""
    text = _plain(content).decode("utf-8", "replace")
    return [
        {name: _number(value) for name, value in row.items() if name}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def of_events(events: Iterable[JobEvent]) -> list[Row]:
    """Return the rows of those of EVENTS, newest first, that tell of a step; each step once."""
    steps: dict[int, Row] = {}
    for event in events:
        match event.data:
            case {"step": int(step)}:
                numbers = {
                    name: value
                    for name, value in event.data.items()
                    if isinstance(value, int | float) and name != "total_steps"
                }
                steps.setdefault(step, numbers)
    return [steps[step] for step in sorted(steps)]


def columns(table: Sequence[Row]) -> list[str]:
    """Return the names in TABLE, in the order of their first use."""
    return list(dict.fromkeys(name for row in table for name in row))


def write_csv(table: Sequence[Row], out: TextIO) -> None:
    """Write TABLE to OUT; what was not measured at a step stays empty."""
    writer = csv.DictWriter(out, columns(table), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)


def _plain(content: bytes) -> bytes:
    """Return CONTENT, decoded where it is base64 and not yet a table."""
    if b"," in content:
        return content
    try:
        return base64.b64decode(content, validate=False)
    except binascii.Error:
        return content


def _number(value: str | None) -> Json:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number.is_integer() and "." not in value else number
