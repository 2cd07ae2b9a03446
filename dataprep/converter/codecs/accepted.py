"""The answers of the Berkeley leaderboard: ``[{"f": {"x": [1, 2]}}]`` lists what is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.converter.codec import Codec
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json


def calls(said: Json, names: Sequence[str]) -> tuple[str, list[Json]]:
    """Return the calls of SAID, each argument with the first value that is accepted."""
    if not isinstance(said, list):
        return said, []
    if not all(isinstance(call, dict) for call in said):
        raise Unconvertible("broken-tool-call")
    found = [(name, accepted) for call in said for name, accepted in call.items()]
    return "", [{"name": name, "arguments": _first(accepted)} for name, accepted in found]


def _first(accepted: Json) -> dict[str, Json]:
    """Return the first value of each argument in ACCEPTED; a blank one says it is optional."""
    if not isinstance(accepted, dict):
        raise Unconvertible("broken-tool-call")
    values = {
        key: ways[0] if isinstance(ways, list) and ways else ways for key, ways in accepted.items()
    }
    return {
        key: _first(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value not in ("", None)
    }


CODEC = Codec(calls, lists=True)
