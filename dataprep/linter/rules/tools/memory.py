"""What several rules work out of one record is worked out once."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataprep.records.record import Record

T = TypeVar("T")


def once(function: Callable[[Record], T]) -> Callable[[Record], T]:
    """Return FUNCTION, which remembers what it returned until it is called of another line."""

    @wraps(function)
    def remembered(record: Record) -> T:
        known = _known(record.line.data)
        if function not in known:
            known[function] = function(record)
        found: T = known[function]
        return found

    return remembered


@lru_cache(maxsize=1)
def _known(line: bytes) -> dict[Any, Any]:
    """Return what is known of the record in LINE; equal lines hold equal records."""
    return {}
