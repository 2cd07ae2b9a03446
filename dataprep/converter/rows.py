"""Where rows come from: files of any form, and the Hub; in batches that travel to workers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.converter.json_rows import json_parts, json_rows
from dataprep.converter.table_rows import Table, arrow_tables, csv_parts, parquet_tables
from dataprep.errors import SourceError, UsageError
from dataprep.records.kind import COMPRESSED, Form
from dataprep.records.source import Part, files, lines, look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataprep.records.record import Json
    from dataprep.records.source import Source

Batch = Part | Table

SAMPLE_ROWS = 200

DELIMITERS = {".csv": ",", ".tsv": "\t"}
_TEXT = (".json", ".jsonl", ".ndjson", *DELIMITERS)
SUFFIXES = (".parquet", ".arrow", *(f"{text}{c}" for text in _TEXT for c in ("", *COMPRESSED)))


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read: COLUMNS and ENCODING are of tables in text, the others of the Hub."""

    config: str | None = None
    split: str | None = None
    data_files: str | None = None
    revision: str | None = None
    columns: Sequence[str] = ()
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """A batch of rows of the source PATH that were brought together in groups, a row each."""

    path: str
    groups: list[Json]

    def rows(self) -> list[Json]:
        """Return the groups."""
        return self.groups


def batches(sources: Iterable[str], reading: Reading) -> Iterator[Batch]:
    """Give the rows of SOURCES, which are files, folders or Hub ids, in order.

    Raises:
        SourceError: a source cannot be read.
    """
    for source in sources:
        if _on_the_hub(source):
            yield from _hub(source, reading)
        else:
            for path in files([source], suffixes=SUFFIXES):
                yield from _file(path, reading)


def rows(batch: Batch | Grouped) -> Iterable[Json]:
    """Return the rows of BATCH; a line that is not JSON comes as its bytes."""
    return json_rows(batch) if isinstance(batch, Part) else batch.rows()


def sample(batch: Batch) -> list[dict[str, Json]]:
    """Return the first rows of BATCH that are objects."""
    return [row for row in islice(rows(batch), SAMPLE_ROWS) if isinstance(row, dict)]


def size(batch: Batch) -> int:
    """Return how many bytes BATCH holds."""
    return batch.end - batch.start if isinstance(batch, Part) else batch.size


def limited(coming: Iterable[Batch], limit: int) -> Iterator[Batch]:
    """Give the first LIMIT rows of the batches COMING."""
    for batch in coming:
        first, count = _first(batch, limit)
        yield first
        limit -= count
        if limit == 0:
            return


def _first(batch: Batch, limit: int) -> tuple[Batch, int]:
    if isinstance(batch, Table):
        first = batch.batch.slice(0, limit)
        return replace(batch, batch=first), first.num_rows
    filled = [line for line in lines(batch.read()) if line.strip()][:limit]
    return replace(batch, data=b"\n".join(filled)), len(filled)


def _on_the_hub(source: str) -> bool:
    """Say whether SOURCE reads as ``org/name`` and is no path of this machine."""
    organisation, _, name = source.partition("/")
    looks_so = bool(organisation.strip(".") and name) and "/" not in name
    return looks_so and not source.endswith(SUFFIXES) and not Path(source).exists()


def _hub(name: str, reading: Reading) -> Iterator[Table]:
    from dataprep.converter.hub_rows import hub_tables

    return hub_tables(
        name,
        config=reading.config,
        split=reading.split,
        data_files=reading.data_files,
        revision=reading.revision,
    )


def _file(path: str, reading: Reading) -> Iterator[Batch]:
    source = look(path)
    suffix = Path(path.removesuffix(source.compression or "")).suffix.lower()
    _check_options(path, suffix, reading)
    match source.kind.form:
        case Form.LFS_POINTER:
            raise SourceError(
                f"{path}: is a Git LFS pointer, not the data; fetch it with `git lfs pull`"
            )
        case Form.EMPTY:
            raise SourceError(f"{path}: is empty; there is nothing to convert")
        case Form.BINARY:
            return _binary(source, suffix)
    if suffix in DELIMITERS:
        delimiter = DELIMITERS[suffix]
        columns, encoding = reading.columns, reading.encoding
        return csv_parts(source, delimiter=delimiter, columns=columns, encoding=encoding)
    if source.kind.form is Form.WIDE:
        raise SourceError(f"{path}: is {source.kind.detail} text; save it as UTF-8")
    return json_parts(source)


def _check_options(path: str, suffix: str, reading: Reading) -> None:
    """Raise UsageError where an option is given that says nothing of the file PATH."""
    of_the_hub = {"config", "split", "data_files", "revision"}
    idle = of_the_hub if suffix in DELIMITERS else of_the_hub | {"columns", "encoding"}
    for name in sorted(idle):
        if getattr(reading, name):
            kind = "data sets of the Hub" if name in of_the_hub else "CSV and TSV files"
            raise UsageError(f"--{name.replace('_', '-')} is for {kind}, which {path} is not")


def _binary(source: Source, suffix: str) -> Iterator[Table]:
    # An Arrow stream, unlike an Arrow file, begins with no mark of its own.
    match source.kind.detail, suffix, source.compression:
        case "a Parquet file", _, None:
            return parquet_tables(source.path)
        case ("an Arrow file", _, None) | (_, ".arrow", None):
            return arrow_tables(source.path)
    raise SourceError(
        f"{source.path}: is {source.kind.detail}, which is not read here; "
        "name it by what it is (.gz, .zst, .arrow), or unpack it first"
    )
