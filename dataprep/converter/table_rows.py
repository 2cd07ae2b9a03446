"""Rows of tables: CSV and TSV as JSON lines, Parquet and Arrow as record batches."""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson

from dataprep.errors import SourceError, UsageError
from dataprep.records.source import PART_BYTES, Part, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Json
    from dataprep.records.source import Source

ROWS = 1000
# The most that a C long holds everywhere.
LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Table:
    """A run of rows of the data set PATH, as Arrow holds them."""

    path: str
    batch: Any  # a pyarrow.RecordBatch, which travels to a worker as bytes

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        size: int = self.batch.nbytes
        return size

    def rows(self) -> list[Json]:
        """Return the rows as objects."""
        rows: list[Json] = self.batch.to_pylist()
        return rows


def csv_parts(
    source: Source, *, delimiter: str, columns: Sequence[str], encoding: str | None
) -> Iterator[Part]:
    """Cut SOURCE, a table in text, into parts of JSON lines.

    COLUMNS names the columns where the first line does not.

    Raises:
        SourceError: it is not text in ENCODING (default UTF-8), or not a table.
        UsageError: there is no such ENCODING.
    """
    csv.field_size_limit(LONGEST_CELL)
    with stream(source) as raw, _faults_said(source.path, encoding):
        text = io.TextIOWrapper(raw, encoding=encoding or "utf-8-sig", newline="")
        table = csv.reader(text, delimiter=delimiter)
        header = columns or next(table, [])
        if twice := [name for name, times in Counter(header).items() if times > 1]:
            raise SourceError(f"{source.path}: several columns are named {twice[0]!r}; rename them")
        filled = (cells for cells in table if cells)
        start = 0
        while block := [_line(header, cells) for cells in islice(filled, ROWS)]:
            data = b"".join(block)
            yield Part(source.path, start, start + len(data), data)
            start += len(data)


def parquet_tables(path: str) -> Iterator[Table]:
    """Give the rows of the Parquet file PATH.

    Raises:
        SourceError: it is damaged.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            size = sum(
                file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups)
            )
            rows = max(1, PART_BYTES * file.metadata.num_rows // max(1, size))
            for batch in file.iter_batches(batch_size=rows):
                yield Table(path, batch)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"{path}: damaged Parquet data ({error}); fetch the file again"
        ) from error


def arrow_tables(path: str) -> Iterator[Table]:
    """Give the rows of the Arrow file PATH, in the file format or the stream format.

    Raises:
        SourceError: it is damaged, or in neither format.
    """
    import pyarrow as pa

    try:
        with pa.memory_map(path) as file:
            try:
                reader = pa.ipc.open_file(file)
                batches = map(reader.get_batch, range(reader.num_record_batches))
            except pa.ArrowInvalid:
                file.seek(0)
                batches = pa.ipc.open_stream(file)
            for batch in batches:
                for start in range(0, batch.num_rows, ROWS):
                    yield Table(path, batch.slice(start, ROWS))
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{path}: damaged Arrow data ({error}); fetch the file again") from error


@contextmanager
def _faults_said(path: str, encoding: str | None) -> Iterator[None]:
    """Say of the table in PATH what a person can do about it."""
    try:
        yield
    except UnicodeError as error:
        raise SourceError(
            f"{path}: {error}; name the right --encoding (gbk, latin-1, utf-16, …)"
        ) from error
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: there is no such encoding") from error
    except csv.Error as error:
        raise SourceError(f"{path}: is not a table: {error}") from error


def _line(header: Sequence[str], cells: Sequence[str]) -> bytes:
    # Cells that do not fit the header stay a list, which is no row and is counted as such.
    row = dict(zip(header, cells, strict=True)) if len(cells) == len(header) else cells
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
