"""What a record holds in every place: all its values, and the keys that stand twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dataprep.records.pointer import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


class _Members(list[tuple[str, "Json"]]):
    """The members of an object as they are written, equal keys too."""


def leaves(value: Json) -> Iterator[tuple[Pointer, Json]]:
    """Give every value in VALUE that is neither an object nor an array, with its pointer."""
    todo: list[tuple[tuple[str | int, ...], Json]] = [((), value)]
    while todo:
        path, found = todo.pop()
        match found:
            case dict():
                todo += [((*path, key), child) for key, child in reversed(found.items())]
            case list():
                todo += [((*path, i), child) for i, child in reversed(list(enumerate(found)))]
            case _:
                yield pointer(path), found


def doubles(data: bytes) -> Iterator[tuple[Pointer, str, Json, bool]]:
    """Give each key of DATA that stands twice in its object, with the value that is lost.

    The last says whether the key has the same value wherever it stands there.
    """
    try:
        # A whole number of any length is a float: Python refuses to read very long ones.
        whole = json.loads(data, object_pairs_hook=_Members, parse_int=float)
    except RecursionError:  # it reads less deep than the reader of records
        return
    todo: list[tuple[tuple[str | int, ...], Json]] = [((), whole)]
    while todo:
        path, found = todo.pop()
        if isinstance(found, _Members):
            members: dict[str, list[Json]] = {}
            for key, child in found:
                members.setdefault(key, []).append(child)
            for key, (*lost, last) in members.items():
                same = all(child == last for child in lost)
                for child in lost:
                    yield pointer((*path, key)), key, _plain(child), same
                todo.append(((*path, key), last))
        elif isinstance(found, list):
            todo += [((*path, i), child) for i, child in enumerate(found)]


def _plain(value: Json) -> Json:
    """Return VALUE as it would be quoted; of an object, only that it is one."""
    match value:
        case _Members():
            return {key: "…" for key, _ in value[:1]}
        case float() if value.is_integer():
            return int(value)
        case _:
            return value
