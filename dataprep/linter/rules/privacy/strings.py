"""Every string of a record with its pointer: secrets lie anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.records.pointer import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer, Record

# An image in a record is letters and digits, but none that anybody wrote.
EMBEDDED = "data:"


def strings(record: Record) -> Iterator[tuple[Pointer, str]]:
    """Give every string of RECORD but its embedded images: texts, arguments, tool results."""
    for key, value in record.value.items():
        if key != "messages":
            yield from _pointed(value, (key,))
            continue
        for number, message in enumerate(value):
            if len(message) == 2 and isinstance(content := message.get("content"), str):
                yield f"/messages/{number}/content", content
            else:
                yield from _pointed(message, (key, number))


def _pointed(value: Json, path: tuple[str | int, ...]) -> Iterator[tuple[Pointer, str]]:
    for steps, text in _strings(value, path):
        yield pointer(steps), text


def _strings(
    value: Json, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match value:
        case str():
            if not value.startswith(EMBEDDED):
                yield path, value
        case dict():
            for key, child in value.items():
                yield from _strings(child, (*path, key))
        case list():
            for number, child in enumerate(value):
                yield from _strings(child, (*path, number))
