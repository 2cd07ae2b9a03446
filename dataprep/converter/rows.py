"""Where rows come from: files of any form, and the Hub; in batches that travel to workers."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.converter.block import rows_of
from dataprep.converter.file_rows import SUFFIXES, file_batches
from dataprep.converter.json_rows import json_blocks
from dataprep.converter.table_rows import RowGroups, Table
from dataprep.errors import SourceError, UsageError
from dataprep.records.source import Part, files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataprep.converter.block import Block
    from dataprep.records.record import Json

Batch = Part | Table | RowGroups

SAMPLE_ROWS = 200

# What lies beside data and is none: of `datasets`, and our own.
_ASIDE = (
    "dataset_info*.json",
    "dataset_dict.json",
    "state.json",
    "cache-*.arrow",
    "*.manifest.json",
    "*.dataprep.json",
)

_OF_THE_HUB = ("config", "split", "data_files", "revision")


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read: COLUMNS are of tables in text, ENCODING of text, the others of the Hub.

    COLUMNS name those of a table that has no header.
    """

    config: str | None = None
    split: str | None = None
    data_files: str | None = None
    revision: str | None = None
    columns: Sequence[str] = ()
    encoding: str | None = None


def batches(sources: Iterable[str], reading: Reading) -> Iterator[Batch]:
    """Give the rows of SOURCES, which are files, folders or Hub ids, in order.

    Raises:
        SourceError: a source cannot be read.
    """
    for source in sources:
        for place in located(source):
            yield from opened(place, reading)


def located(source: str) -> list[str]:
    """Return the files that SOURCE stands for, or SOURCE itself where it is on the Hub."""
    if on_the_hub(source):
        return [source]
    if not Path(source).is_dir():
        return files(source)
    below = sorted(str(path) for path in Path(source).rglob("*") if _is_data(path.name))
    if not below:
        kinds = "JSON, JSONL, CSV, TSV, Parquet or Arrow"
        raise SourceError(f"{source}: no {kinds} file below this folder; name a file")
    return files(below)


def _is_data(name: str) -> bool:
    return name.endswith(SUFFIXES) and not any(fnmatch(name, aside) for aside in _ASIDE)


def opened(place: str, reading: Reading) -> Iterator[Batch]:
    """Give the rows of PLACE, one file or a Hub id."""
    if on_the_hub(place):
        from dataprep.converter.hub_rows import hub_tables

        of_the_hub = {name: getattr(reading, name) for name in _OF_THE_HUB}
        return hub_tables(place, **of_the_hub)
    for name in _OF_THE_HUB:
        if getattr(reading, name):
            option = name.replace("_", "-")
            raise UsageError(f"--{option} is for data sets of the Hub, which {place} is not")
    return file_batches(place, columns=reading.columns, encoding=reading.encoding)


def blocks(batch: Batch) -> Iterator[Block]:
    """Give the rows of BATCH, block by block; a line that is not JSON comes as its bytes."""
    return json_blocks(batch) if isinstance(batch, Part) else batch.blocks()


def rows(batch: Batch) -> Iterator[Json]:
    """Give the rows of BATCH one by one."""
    return chain.from_iterable(map(rows_of, blocks(batch)))


def sample(batch: Batch) -> list[dict[str, Json]]:
    """Return the first rows of BATCH that are objects."""
    if not isinstance(batch, Part):
        batch = batch.first(SAMPLE_ROWS)
    return [row for row in islice(rows(batch), SAMPLE_ROWS) if isinstance(row, dict)]


def size(batch: Batch) -> int:
    """Return how many bytes BATCH holds."""
    return batch.end - batch.start if isinstance(batch, Part) else batch.size


def on_the_hub(source: str) -> bool:
    """Say whether SOURCE reads as ``org/name`` and is no path of this machine."""
    organisation, _, name = source.partition("/")
    looks_so = bool(organisation.strip(".") and name) and "/" not in name
    return looks_so and not source.endswith(SUFFIXES) and not Path(source).exists()
