"""Rows of tables in text, of whatever delimiter, as parts of JSON lines."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import orjson

from dataprep.converter.encodings import utf_8_reader
from dataprep.converter.table_rows import ROWS
from dataprep.errors import SourceError
from dataprep.records.source import Part, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.source import Source

DELIMITERS = (",", "\t", ";", "|")
# The most that a C long holds everywhere.
LONGEST_CELL = 2**31 - 1
# So many rows tell what parts the cells of all.
LOOKED_AT = 20


def csv_parts(source: Source, *, delimiter: str, columns: Sequence[str]) -> Iterator[Part]:
    """Cut SOURCE, a table in UTF-8, into parts of JSON lines.

    COLUMNS names the columns where the first line does not.

    Raises:
        SourceError: it is not a table.
    """
    csv.field_size_limit(LONGEST_CELL)
    with stream(source) as raw:
        reader = utf_8_reader(raw, source.path)
        text = io.TextIOWrapper(reader, encoding="utf-8-sig", newline="")
        table = csv.reader(text, delimiter=delimiter)
        try:
            header = columns or next(table, [])
            if twice := [name for name, times in Counter(header).items() if times > 1]:
                raise SourceError(
                    f"{source.path}: several columns are named {twice[0]!r}; rename them"
                )
            filled = (cells for cells in table if cells)
            start = 0
            while block := [_line(header, cells) for cells in islice(filled, ROWS)]:
                data = b"".join(block)
                yield Part(source.path, start, start + len(data), data)
                start += len(data)
        except csv.Error as error:
            raise SourceError(f"{source.path}: is not a table: {error}") from error


def delimiter_of(text: str, usual: str) -> str | None:
    """Return what parts the cells of TEXT, the beginning of a table: USUAL, if it does.

    None says that nothing parts every row into the same number of cells.
    """
    for delimiter in dict.fromkeys((usual, *DELIMITERS)):
        try:
            rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), LOOKED_AT))
        except csv.Error:
            continue
        widths = {len(cells) for cells in rows if cells}
        if len(widths) == 1 and widths != {1}:
            return delimiter
    return None


def _line(header: Sequence[str], cells: Sequence[str]) -> bytes:
    # Cells that do not fit the header stay a list, which is no row and is counted as such.
    row = dict(zip(header, cells, strict=True)) if len(cells) == len(header) else cells
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
