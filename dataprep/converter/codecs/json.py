"""Calls as JSON: one object with a name and arguments, or a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.converter import loose
from dataprep.converter.codec import Codec
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json


def calls(said: Json, names: Sequence[str]) -> tuple[str, list[Json]]:
    """Return the calls that SAID spells; there is no text beside them."""
    if not isinstance(said, str):
        raise Unconvertible("broken-tool-call")
    try:
        found = loose.value(said)
    except ValueError as error:
        raise Unconvertible("broken-tool-call") from error
    return "", found if isinstance(found, list) else [found]


CODEC = Codec(calls)
