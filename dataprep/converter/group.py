"""Rows that belong together, brought together before they are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from dataprep.converter.path import blank
from dataprep.converter.picked import Picked, Row
from dataprep.converter.reader import GROUPED
from dataprep.converter.rows import rows

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


def grouped(batches: Iterable[Batch], group: Group) -> Iterator[Picked]:
    """Give the rows of BATCHES in groups, each as one row in the place of its first."""
    done: list[Row] = []
    for members in _members(batches, group):
        first, values = members[0], [member.value for member in members]
        done.append(first._replace(value=_merged(values)) if _is_object(first) else first)
        if len(done) == _GROUPS:
            yield Picked(tuple(done))
            done = []
    if done:
        yield Picked(tuple(done))


def _members(batches: Iterable[Batch], group: Group) -> Iterator[list[Row]]:
    """Give the members of each group; what is no object is alone."""
    if not group.scattered:
        for _, run in groupby(_placed(batches), lambda row: _key(row, group)):
            yield list(run)
        return
    found: dict[object, list[Row]] = {}
    for row in _placed(batches):
        found.setdefault(_key(row, group), []).append(row)
    yield from found.values()


def _placed(batches: Iterable[Batch]) -> Iterator[Row]:
    numbers: Counter[str] = Counter()
    for batch in batches:
        for value in rows(batch):
            numbers[batch.path] += 1
            yield Row(batch.path, numbers[batch.path], value)


def _key(row: Row, group: Group) -> object:
    value = group.by(row.value)
    # A row without the value belongs to none but itself.
    return str(value) if not blank(value) else (row.path, row.number)


def _is_object(row: Row) -> bool:
    return isinstance(row.value, dict)


def _merged(members: list[Json]) -> dict[str, Json]:
    """Return the columns of MEMBERS, of each the first that is not blank, and all of them."""
    merged: dict[str, Json] = {}
    for column, value in chain.from_iterable(row.items() for row in members):
        if blank(merged.get(column)):
            merged[column] = value
    return merged | {GROUPED: members}
