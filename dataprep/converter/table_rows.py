"""Rows of tables that Arrow reads: Parquet and Arrow files, as record batches."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from dataprep.converter.arrow_values import row_values
from dataprep.errors import SourceError
from dataprep.records.source import PART_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json

ROWS = 1000


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

    def rows(self) -> list[Json]:
        """Return the rows as objects."""
        return row_values(self.batch)


def parquet_tables(path: str, data: BinaryIO | None = None) -> Iterator[Table]:
    """Give the rows of the Parquet file PATH, or of DATA, which was unpacked from it.

    Raises:
        SourceError: it is damaged.
    """
    from pyarrow import parquet

    with (
        _damage_said(path, "Parquet"),
        # Else all that was read of the file stays in memory.
        parquet.ParquetFile(data or path, pre_buffer=False) as file,
    ):
        meta = file.metadata
        size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        rows = max(1, PART_BYTES * meta.num_rows // max(1, size))
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


@contextmanager
def _damage_said(path: str, kind: str) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{path}: damaged {kind} data ({error}); fetch the file again") from error
