"""A sample of records that is the same on every run, however the file is cut into parts.

Drawn are the records whose lines have the smallest hashes: equal lines have one, and are drawn
once.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from dataprep.records import source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataprep.records.record import Line


class Drawn(NamedTuple):
    """A line that was drawn; the order of these is that of their hashes."""

    hash: int
    path: str
    number: int
    data: bytes


def drawn(line: Line) -> Drawn:
    """Return LINE with what decides whether it is drawn."""
    return Drawn(xxhash.xxh3_64_intdigest(line.data), line.path, line.number, line.data)


def sample(lines: Iterable[Drawn], size: int) -> list[Drawn]:
    """Return the SIZE of LINES that are drawn; of equal ones the first stands for all."""
    first: dict[int, Drawn] = {}
    for line in lines:
        first.setdefault(line.hash, line)
    return nsmallest(size, first.values())


def lines_at(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], bytes]:
    """Return the lines at PLACES: paths and numbers."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for path, number in places:
        wanted[path].add(number)
    found = {}
    for path, numbers in wanted.items():
        found_at = source.look(path)
        with source.stream(found_at) as reader:
            reader.read(found_at.kind.mark)
            for number, line in enumerate(reader, 1):
                if number in numbers:
                    found[path, number] = line.rstrip(b"\n")
                if number >= max(numbers):
                    break
    return found
