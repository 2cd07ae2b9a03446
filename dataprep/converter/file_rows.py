"""Rows of one file, read as what its content is, whatever its name says."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from dataprep.converter.csv_rows import csv_parts, delimiter_of
from dataprep.converter.encodings import check_utf_8, recoded
from dataprep.converter.json_rows import json_parts
from dataprep.converter.table_rows import RowGroups, Table, arrow_tables, parquet_tables
from dataprep.errors import SourceError, UsageError
from dataprep.records.kind import COMPRESSED, Form, kind_of
from dataprep.records.source import HEAD_BYTES, Part, Source, decompressed, look, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS = {".csv": ",", ".tsv": "\t"}
_KINDS = (".json", ".jsonl", ".ndjson", *DELIMITERS, ".parquet", ".arrow")
SUFFIXES = tuple(f"{kind}{packed}" for kind in _KINDS for packed in ("", *COMPRESSED))
_UNPACKED = {"gzip data": ".gz", "zstd data": ".zst"}


def file_batches(
    path: str, *, columns: Sequence[str] = (), encoding: str | None = None
) -> Iterator[Part | Table | RowGroups]:
    """Give the rows of the file PATH; COLUMNS and ENCODING are those of text.

    Raises:
        SourceError: it cannot be read.
        UsageError: there is no such ENCODING, or what is no table is given COLUMNS.
    """
    source = _unpacked(look(path))
    suffix = _suffix(path)
    with ExitStack() as open_until_read:
        if encoding and not _arrow_kind(source, suffix):
            source = open_until_read.enter_context(recoded(source, encoding))
        elif encoding:
            raise UsageError(f"--encoding is for text, which {path} is not")
        elif source.kind.form is Form.WIDE:
            detail = source.kind.detail
            raise SourceError(f"{path}: is {detail} text; read it with --encoding {detail}")
        match source.kind.form:
            case Form.LFS_POINTER:
                raise SourceError(
                    f"{path}: is a Git LFS pointer, not the data; fetch it with `git lfs pull`"
                )
            case Form.EMPTY:
                raise SourceError(f"{path}: is empty; there is nothing to convert")
        delimiter = _delimiter(source, suffix)
        if columns and not delimiter:
            raise UsageError(f"--columns is for CSV and TSV files, which {path} is not")
        if source.kind.form is Form.BINARY:
            yield from _tables(source, suffix)
        elif delimiter:
            yield from csv_parts(source, delimiter=delimiter, columns=columns)
        else:
            if not encoding:
                check_utf_8(source)
            yield from json_parts(source)


def _delimiter(source: Source, suffix: str) -> str | None:
    """Return what parts the cells of SOURCE; None where it is JSON."""
    text = source.head[source.kind.mark :].decode("utf-8", "replace")
    if len(source.head) >= HEAD_BYTES:
        text = text.rpartition("\n")[0]
    usual = DELIMITERS.get(suffix)
    if source.kind.form is not Form.LINES or text.lstrip().startswith("{"):
        return None
    if usual:
        return delimiter_of(text, usual) or usual
    first = text.lstrip()[:1]
    return None if first in '["' or first.isdigit() else delimiter_of(text, ",")


def _tables(source: Source, suffix: str) -> Iterator[Table | RowGroups]:
    kind = _arrow_kind(source, suffix)
    if kind is None:
        raise SourceError(
            f"{source.path}: is {source.kind.detail}, which is not read here; "
            "unpack it, or fetch the data itself"
        )
    read = parquet_tables if kind == "parquet" else arrow_tables
    if not source.compression and not source.rest:
        yield from read(source.path)
        return
    # Both are read from their end: what is packed, or comes through a pipe, is laid down first.
    with TemporaryFile() as laid_down, stream(source) as packed:
        shutil.copyfileobj(packed, laid_down)
        laid_down.seek(0)
        yield from read(source.path, laid_down)


def _arrow_kind(source: Source, suffix: str) -> str | None:
    match source.kind.detail, suffix:
        case "a Parquet file", _:
            return "parquet"
        # An Arrow stream, unlike an Arrow file, begins with no mark of its own.
        case ("an Arrow file", _) | (_, ".arrow"):
            return "arrow"
    return None


def _unpacked(source: Source) -> Source:
    """Return SOURCE as what lies in it, if it is packed and its name does not say so."""
    compression = _UNPACKED.get(source.kind.detail)
    if compression is None or source.rest or source.compression:
        return source
    with decompressed(source.path, compression) as reader:
        head = reader.read(HEAD_BYTES)
    kind = kind_of(head, whole=len(head) < HEAD_BYTES)
    return Source(source.path, head, kind, compression)


def _suffix(path: str) -> str:
    """Return the suffix of PATH that says what it holds."""
    name = Path(path)
    return (name.with_suffix("") if name.suffix.lower() in COMPRESSED else name).suffix.lower()
