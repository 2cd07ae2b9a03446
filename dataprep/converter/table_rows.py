"""Rows of tables that Arrow reads: Parquet and Arrow files, as record batches."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from dataprep.converter.arrow_values import columns
from dataprep.converter.block import BLOCK_ROWS
from dataprep.errors import SourceError
from dataprep.records.source import PART_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.converter.block import Columns

ROWS = 1000
# Larger row groups of Parquet are not read at once.
LARGEST_GROUP = 4 * PART_BYTES


@dataclass(frozen=True, slots=True)
class Table:
    """A run of rows of the data set PATH, at a REVISION of the Hub, as Arrow holds them."""

    path: str
    batch: Any  # a pyarrow.RecordBatch, which travels to a worker as bytes
    revision: str | None = None

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        size: int = self.batch.nbytes
        return size

    def first(self, count: int) -> Table:
        """Return its first COUNT rows, or all where it has no more."""
        return replace(self, batch=self.batch.slice(0, count))

    def blocks(self) -> Iterator[Columns]:
        """Give the rows, block by block."""
        for start in range(0, self.batch.num_rows, BLOCK_ROWS):
            yield columns(self.batch.slice(start, BLOCK_ROWS))


@dataclass(frozen=True, slots=True)
class RowGroups:
    """The row groups START to END of the Parquet file PATH, which a worker reads by itself."""

    path: str
    start: int
    end: int
    size: int

    def first(self, count: int) -> Table:
        """Return its first COUNT rows, or all where it has no more."""
        import pyarrow as pa

        with _parquet(self.path) as file:
            batches = file.iter_batches(count, range(self.start, self.end))
            # Not from an empty list: Arrow looks there for pandas, which takes long to import.
            none = pa.RecordBatch.from_struct_array(pa.nulls(0, pa.struct(file.schema_arrow)))
            return Table(self.path, next(batches, none))

    def blocks(self) -> Iterator[Columns]:
        """Give the rows, block by block."""
        with _parquet(self.path) as file:
            for batch in file.iter_batches(BLOCK_ROWS, range(self.start, self.end)):
                yield columns(batch)


def parquet_tables(path: str, data: BinaryIO | None = None) -> Iterator[Table | RowGroups]:
    """Give the rows of the Parquet file PATH, or of DATA, which was unpacked from it.

    Raises:
        SourceError: it is damaged.
    """
    with _parquet(path, data) as file:
        meta = file.metadata
        sizes = [meta.row_group(i).total_byte_size for i in range(meta.num_row_groups)]
        if data is None and max(sizes, default=0) <= LARGEST_GROUP:
            yield from _row_groups(path, sizes)
            return
        rows = max(1, PART_BYTES * meta.num_rows // max(1, sum(sizes)))
        for batch in file.iter_batches(batch_size=rows):
            yield Table(path, batch)


def arrow_tables(path: str, data: BinaryIO | None = None) -> Iterator[Table]:
    """Give the rows of the Arrow file PATH, in the file format or the stream format.

    DATA is what was unpacked from it, if anything was.

    Raises:
        SourceError: it is damaged, or in neither format.
    """
    import pyarrow as pa

    opened = pa.PythonFile(data, mode="r") if data else None
    with _damage_said(path, "Arrow"), opened or pa.memory_map(path) as file:
        try:
            reader = pa.ipc.open_file(file)
            batches = map(reader.get_batch, range(reader.num_record_batches))
        except pa.ArrowInvalid:
            file.seek(0)
            batches = pa.ipc.open_stream(file)
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                yield Table(path, batch.slice(start, ROWS))


def _row_groups(path: str, sizes: Sequence[int]) -> Iterator[RowGroups]:
    """Give the row groups of PATH, small ones together; SIZES are those of each in bytes."""
    start = total = 0
    for number, size in enumerate(sizes, start=1):
        total += size
        if total >= PART_BYTES or number == len(sizes):
            yield RowGroups(path, start, number, total)
            start, total = number, 0


@contextmanager
def _parquet(path: str, data: BinaryIO | None = None) -> Iterator[Any]:
    from pyarrow import parquet

    with (
        _damage_said(path, "Parquet"),
        # Else all that was read of the file stays in memory.
        parquet.ParquetFile(data or path, pre_buffer=False) as file,
    ):
        yield file


@contextmanager
def _damage_said(path: str, kind: str) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{path}: damaged {kind} data ({error}); fetch the file again") from error
