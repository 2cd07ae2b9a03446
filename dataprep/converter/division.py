"""Dividing records into training and validation by the hash of their prompts.

One prompt is always on one side. A fraction is approximate, and a record never moves when
others are added; a number takes the records with the smallest hashes, equal ones together.
"""

from __future__ import annotations

import heapq
from array import array
from itertools import repeat
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import orjson

from dataprep.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dataprep.converter.outlet import Origin, Outlet
    from dataprep.converter.work import Share

_HASHES = 1 << 64
_UNKNOWN: Origin = ("", 0)


def divide(
    shares: Iterable[Share],
    training: Outlet,
    validation: Outlet,
    *,
    size: float,
    folder: Path | None,
) -> None:
    """Write the records of SHARES to TRAINING and VALIDATION.

    SIZE below 1 is a fraction, from 1 on a number of records; FOLDER has space to keep them.

    Raises:
        UsageError: nothing would be left to train on.
    """
    if size < 1:
        border = int(size * _HASHES)
        _write(_known(shares), training, validation, border=border)
    else:
        _divide_number(shares, training, validation, size=int(size), folder=folder)
    if validation.records and not training.records:
        raise UsageError(
            f"--validation {size} leaves nothing to train on of {validation.records} records"
        )


def _divide_number(
    shares: Iterable[Share], training: Outlet, validation: Outlet, *, size: int, folder: Path | None
) -> None:
    with TemporaryFile(dir=folder) as records, TemporaryFile(dir=folder) as origins:
        prompts: array[int] = array("Q")
        for share in shares:
            records.write(share.text)
            prompts.extend(share.prompts)
            if training.origins:
                rows = (share.origin(place) for place in share.places)
                origins.writelines(orjson.dumps(row) + b"\n" for row in rows)
        border = heapq.nsmallest(size, prompts)[-1] + 1 if prompts else 0
        records.seek(0)
        origins.seek(0)
        known = map(orjson.loads, origins) if training.origins else repeat(_UNKNOWN)
        divided = zip(records, prompts, known, strict=False)
        _write(divided, training, validation, border=border)


def _known(shares: Iterable[Share]) -> Iterator[tuple[bytes, int, Origin]]:
    for share in shares:
        origins = map(share.origin, share.places)
        yield from zip(share.records, share.prompts, origins, strict=True)


def _write(
    records: Iterable[tuple[bytes, int, Origin]],
    training: Outlet,
    validation: Outlet,
    *,
    border: int,
) -> None:
    for record, prompt, origin in records:
        (validation if prompt < border else training).write(record, origin)
