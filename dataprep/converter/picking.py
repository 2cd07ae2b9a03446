"""Which rows are converted, and in what order.

Everything depends on the seed and the order of the rows alone: the same rows are picked by
any number of processes.
"""

from __future__ import annotations

import pickle
from array import array
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, cycle, groupby, islice
from random import Random
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from dataprep.converter.block import Rows
from dataprep.converter.picked import Picked, Row
from dataprep.converter.rows import blocks, rows
from dataprep.records.source import Part, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dataprep.converter.block import Block
    from dataprep.converter.reader import Reader
    from dataprep.converter.rows import Batch
    from dataprep.records.record import Json

# Picked rows travel to workers in batches of this many.
PICKED_ROWS = 500


@dataclass(frozen=True, slots=True)
class Load:
    """What a worker is given: a batch, and the reader of all its rows, or of each."""

    batch: Batch | Picked
    readers: tuple[Reader, ...]

    def blocks(self) -> Iterator[tuple[Block, Reader]]:
        """Give the rows, block by block, each with the reader of its rows."""
        if not isinstance(self.batch, Picked):
            for block in blocks(self.batch):
                yield block, self.readers[0]
            return
        read = zip(self.batch.rows(), cycle(self.readers), strict=False)
        for _, some in groupby(read, key=lambda one: id(one[1])):
            rows, readers = zip(*some, strict=True)
            yield Rows(rows), readers[0]


@dataclass(frozen=True, slots=True)
class Picking:
    """What is picked: LIMIT rows, in the order of SHUFFLE's SEED, in the proportions of MIX."""

    limit: int | None = None
    shuffle: bool = False
    seed: int = 0
    mix: tuple[float, ...] = ()

    def loads(self, sources: Sequence[Iterator[Load]], *, folder: Path | None) -> Iterator[Load]:
        """Give what is picked of SOURCES; FOLDER has space to keep rows in the meantime."""
        if not self.mix and not self.shuffle:
            coming = chain.from_iterable(sources)
            return limited(coming, self.limit) if self.limit else coming
        readers: dict[str, Reader] = {}
        chance = Random(self.seed)  # noqa: S311 — repeatable, not secret
        streams = [_single(loads, readers) for loads in sources]
        rows = mixed(streams, self.mix, chance) if self.mix else chain.from_iterable(streams)
        if self.shuffle:
            if self.limit:
                rows = sampled(rows, self.limit, chance)
            else:
                rows = shuffled(rows, chance, folder=folder)
        elif self.limit:
            rows = islice(rows, self.limit)
        return _gathered(rows, readers)


def limited(loads: Iterable[Load], limit: int) -> Iterator[Load]:
    """Give the first LIMIT rows of LOADS."""
    for load in loads:
        batch, count = _first(load.batch, limit)
        yield replace(load, batch=batch)
        limit -= count
        if limit == 0:
            return


def mixed(
    sources: Sequence[Iterator[Row]], weights: Sequence[float], chance: Random
) -> Iterator[Row]:
    """Give rows of SOURCES, each drawn with its weight in WEIGHTS, in the order of each source.

    It ends when a row is drawn of a source that has no more, as `datasets.interleave_datasets`
    ends: no row comes twice, and the proportions hold to the end.
    """
    indices = range(len(sources))
    while True:
        (drawn,) = chance.choices(indices, weights)
        row = next(sources[drawn], None)
        if row is None:
            return
        yield row


def sampled(rows: Iterable[Row], count: int, chance: Random) -> Iterator[Row]:
    """Give COUNT of ROWS in any order, all choices being equally likely; they are read once."""
    coming = iter(rows)
    kept = list(islice(coming, count))
    for seen, row in enumerate(coming, start=count + 1):
        place = chance.randrange(seen)
        if place < count:
            kept[place] = row
    chance.shuffle(kept)
    yield from kept


def shuffled(rows: Iterable[Row], chance: Random, *, folder: Path | None) -> Iterator[Row]:
    """Give ROWS in any order, all orders being equally likely.

    They lie in a temporary file in FOLDER meanwhile; eight bytes of each stay in memory.
    """
    with TemporaryFile(dir=folder) as spool:
        starts = array("Q")
        for row in rows:
            starts.append(spool.tell())
            pickle.dump(tuple(row), spool, pickle.HIGHEST_PROTOCOL)
        chance.shuffle(starts)
        for start in starts:
            spool.seek(start)
            yield Row(*pickle.load(spool))  # noqa: S301 — we wrote it


def _single(loads: Iterable[Load], readers: dict[str, Reader]) -> Iterator[Row]:
    """Give the rows of LOADS one by one; note in READERS that of each file."""
    numbers: Counter[str] = Counter()
    for load in loads:
        path = load.batch.path
        readers[path] = load.readers[0]
        if isinstance(load.batch, Picked):
            for row in load.batch.picked:
                readers[row.path] = load.readers[0]
                yield row
            continue
        for value in _values(load.batch):
            numbers[path] += 1
            yield Row(path, numbers[path], value)


def _gathered(rows: Iterable[Row], readers: dict[str, Reader]) -> Iterator[Load]:
    coming = iter(rows)
    while some := tuple(islice(coming, PICKED_ROWS)):
        yield Load(Picked(some), tuple(readers[row.path] for row in some))


def _values(batch: Batch) -> Iterable[Json]:
    """Return the rows of BATCH as objects, or as lines that a worker will read."""
    return _filled(batch) if isinstance(batch, Part) else rows(batch)


def _first(batch: Any, limit: int) -> tuple[Batch | Picked, int]:
    if isinstance(batch, Picked):
        return batch.first(limit), min(limit, len(batch.picked))
    if not isinstance(batch, Part):
        first = batch.first(limit)
        return first, first.batch.num_rows
    filled = _filled(batch)[:limit]
    return replace(batch, data=b"\n".join(filled)), len(filled)


def _filled(part: Part) -> list[bytes]:
    return [line for line in lines(part.read()) if line.strip()]
