"""Rows that belong together, brought together before they are read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from dataprep.converter.path import blank
from dataprep.converter.reader import GROUPED
from dataprep.converter.rows import Grouped, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataprep.converter.path import Path
    from dataprep.converter.rows import Batch
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Group:
    """Rows belong together that have one value BY a path; SCATTERED rows need not be neighbours.

    Scattered rows are kept in memory, all of them.
    """

    by: Path
    scattered: bool = False


_GROUPS = 500


def grouped(batches: Iterable[Batch], group: Group) -> Iterator[Grouped]:
    """Give the rows of BATCHES in groups."""
    path = ""
    done: list[Json] = []
    for path, members in _members(batches, group):
        done.append(_merged(members) if isinstance(members[0], dict) else members[0])
        if len(done) == _GROUPS:
            yield Grouped(path, done)
            done = []
    if done:
        yield Grouped(path, done)


def _members(batches: Iterable[Batch], group: Group) -> Iterator[tuple[str, list[Json]]]:
    """Give the members of each group, and the source of the first; what is no row is alone."""
    placed = ((batch.path, row) for batch in batches for row in rows(batch))
    if not group.scattered:
        for _, run in groupby(enumerate(placed), lambda one: _key(one[1][1], group, one[0])):
            members = [(path, row) for _, (path, row) in run]
            yield members[0][0], [row for _, row in members]
        return
    found: dict[object, tuple[str, list[Json]]] = {}
    for number, (path, row) in enumerate(placed):
        found.setdefault(_key(row, group, number), (path, []))[1].append(row)
    yield from found.values()


def _key(row: Json, group: Group, number: int) -> object:
    value = group.by(row)
    # A row without the value belongs to none but itself.
    return str(value) if not blank(value) else number


def _merged(members: list[Json]) -> dict[str, Json]:
    """Return the columns of MEMBERS, of each the first that is not blank, and all of them."""
    merged: dict[str, Json] = {}
    for column, value in chain.from_iterable(row.items() for row in members):
        if blank(merged.get(column)):
            merged[column] = value
    return merged | {GROUPED: members}
