"""Sketches of texts: alike texts have alike sketches. Each column is a fourth of the sketch."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import orjson
import xxhash

from dataprep.errors import UsageError
from dataprep.linter.table import BATCH, each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Record

# The length of a band sets how alike two texts must be to share one.
COUNT = 4
LENGTH = 5
SEED = 1
SHINGLE = 3

_WORD = re.compile(r"\w+")


@each
def first_band(record: Record) -> int:
    """Return the first fourth of the sketch of RECORD."""
    return _bands(record.text)[0]


@each
def second_band(record: Record) -> int:
    """Return the second fourth."""
    return _bands(record.text)[1]


@each
def third_band(record: Record) -> int:
    """Return the third fourth."""
    return _bands(record.text)[2]


@each
def fourth_band(record: Record) -> int:
    """Return the last fourth."""
    return _bands(record.text)[3]


BANDS = (first_band, second_band, third_band, fourth_band)


@lru_cache(maxsize=BATCH)
def _bands(text: bytes) -> Sequence[int]:
    """Return the sketch of a record, in bands; some are kept, since four columns ask for each."""
    words = _WORD.findall(" ".join(_texts(orjson.loads(text))).lower())
    if not words:
        return [0] * COUNT
    last = max(len(words) - SHINGLE, 0)
    shingles = [" ".join(words[start : start + SHINGLE]) for start in range(last + 1)]
    sketch = _rensa().RMinHash(num_perm=COUNT * LENGTH, seed=SEED)
    sketch.update(shingles)
    digest = sketch.digest()
    return [
        xxhash.xxh3_64_intdigest(repr(digest[start : start + LENGTH]).encode())
        for start in range(0, COUNT * LENGTH, LENGTH)
    ]


def _texts(value: Any) -> list[str]:
    """Return the texts in VALUE but for roles and types, which all records share."""
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in _texts(item)]
        case dict():
            named = (item for key, item in value.items() if key not in ("role", "type", "tools"))
            return [text for item in named for text in _texts(item)]
    return []


@cache
def _rensa() -> Any:
    try:
        import rensa
    except ImportError as error:
        raise UsageError(
            "looking for near duplicates needs a library that is not installed; "
            "pip install 'chat-dataprep[near-duplicates]'"
        ) from error
    return rensa
