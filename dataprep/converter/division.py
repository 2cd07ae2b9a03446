"""Dividing records into training and validation by the hash of their prompts.

One prompt is always on one side. A fraction is approximate, and a record never moves when
others are added; a number takes the records with the smallest hashes, equal ones together.
"""

from __future__ import annotations

import heapq
from array import array
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from dataprep.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dataprep.converter.work import Share

_HASHES = 1 << 64


def divide(
    shares: Iterable[Share],
    training: BinaryIO,
    validation: BinaryIO,
    *,
    size: float,
    folder: Path,
) -> tuple[int, int]:
    """Write the records of SHARES to TRAINING and VALIDATION; return how many went to each.

    SIZE below 1 is a fraction, from 1 on a number of records; FOLDER has space to keep them.

    Raises:
        UsageError: nothing would be left to train on.
    """
    if size < 1:
        border = int(size * _HASHES)
        kept, held = _written(_hashed(shares), training, validation, border=border)
        if held and not kept:
            raise _nothing_left(size, held)
        return kept, held
    with TemporaryFile(dir=folder) as spool:
        prompts: array[int] = array("Q")
        for share in shares:
            spool.writelines(share.records)
            prompts.extend(share.prompts)
        border = heapq.nsmallest(int(size), prompts)[-1] + 1 if prompts else 0
        if prompts and max(prompts) < border:
            raise _nothing_left(size, len(prompts))
        spool.seek(0)
        return _written(zip(spool, prompts, strict=True), training, validation, border=border)


def _nothing_left(size: float, records: int) -> UsageError:
    return UsageError(f"--validation {size} leaves nothing to train on of {records} records")


def _hashed(shares: Iterable[Share]) -> Iterator[tuple[bytes, int]]:
    for share in shares:
        yield from zip(share.records, share.prompts, strict=True)


def _written(
    records: Iterable[tuple[bytes, int]], training: BinaryIO, validation: BinaryIO, *, border: int
) -> tuple[int, int]:
    counts = [0, 0]
    for record, prompt in records:
        side = prompt < border
        (validation if side else training).write(record)
        counts[side] += 1
    return counts[0], counts[1]
