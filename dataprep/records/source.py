r"""Files to parts, parts to lines: in constant memory, whatever the size of the file.

A line ends at ``\n`` and nowhere else (U+2028 is text). A part ends where a line ends.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dataprep.errors import SourceError, TruncatedSource
from dataprep.records.kind import COMPRESSED, Kind, kind_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from io import BufferedIOBase

STANDARD_INPUT = "-"
HEAD_BYTES = 1 << 16
PART_BYTES = 4 << 20
LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found: its name, its first bytes (decompressed) and what it really is.

    REST is what follows the head, of standard input or a pipe: those are read only once.
    """

    path: str
    head: bytes
    kind: Kind
    compression: str | None = None
    rest: BinaryIO | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A run of whole lines of one file.

    Of a plain file it is the byte range START to END; of a stream, which cannot be read
    twice or from the middle, it carries its DATA.
    """

    path: str
    start: int
    end: int
    data: bytes | None = None

    def read(self) -> bytes:
        """Return the bytes of the part."""
        if self.data is not None:
            return self.data
        with Path(self.path).open("rb") as file:
            file.seek(self.start)
            return file.read(self.end - self.start)


def files(paths: str | Iterable[str], *, suffixes: Sequence[str] = LINES) -> list[str]:
    """Return the files that PATHS name, in order: a folder stands for what lies below it.

    Raises:
        SourceError: a folder holds no file with one of SUFFIXES, or a name is not UTF-8.
    """
    found: list[str] = []
    for path in [paths] if isinstance(paths, str) else paths:
        if path != STANDARD_INPUT and Path(path).is_dir():
            below = sorted(
                str(p) for p in Path(path).rglob("*") if p.name.endswith(tuple(suffixes))
            )
            if not below:
                raise SourceError(
                    f"{path}: no {', '.join(suffixes)} file below this folder; name a file"
                )
            found += below
        else:
            found.append(path)
    for path in found:
        # Bytes that are no text come as surrogates, which no report can hold.
        if any("\udc80" <= character <= "\udcff" for character in path):
            raise SourceError(f"{path!a}: the name is not UTF-8; rename the file")
    return list(dict.fromkeys(found))


def look(path: str) -> Source:
    """Look at the head of the file PATH and say what it really is.

    Raises:
        SourceError: it does not exist or cannot be read.
    """
    if pipe := _pipe(path):
        head = pipe.read(HEAD_BYTES)
        return Source(path, head, kind_of(head, whole=len(head) < HEAD_BYTES), rest=pipe)
    with opened(path) as raw:
        start = raw.read(HEAD_BYTES)
    compression = next(
        (c for c in COMPRESSED if path.endswith(c) and start.startswith(COMPRESSED[c])), None
    )
    if compression is None:
        return Source(path, start, kind_of(start, whole=len(start) < HEAD_BYTES))
    with decompressed(path, compression) as stream:
        head = stream.read(HEAD_BYTES)
    return Source(path, head, kind_of(head, whole=len(head) < HEAD_BYTES), compression)


def parts(source: Source, *, size: int = PART_BYTES) -> Iterator[Part]:
    """Cut SOURCE into parts of about SIZE bytes, each ending at a line end.

    A byte-order mark before the first line belongs to no part.

    Raises:
        SourceError: reading fails on the way.
    """
    skip = source.kind.mark
    if source.rest is None and source.compression is None:
        yield from _ranges(source.path, skip, size)
        return
    with stream(source) as bytes_in:
        bytes_in.read(skip)
        yield from _blocks(source.path, bytes_in, skip, size)


def lines(data: bytes) -> list[bytes]:
    """Return the lines of DATA without their line feeds; the last needs none."""
    found = data.split(b"\n")
    if not found[-1]:
        found.pop()
    return found


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open the file PATH as it lies on disk.

    Raises:
        SourceError: it does not exist or cannot be read.
    """
    try:
        file = Path(path).open("rb")  # noqa: SIM115 — what fails inside the block is not ours
    except FileNotFoundError as error:
        raise SourceError(f"{path}: no such file; check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{path}: cannot be read: {reason}") from error
    with file:
        yield file


@contextmanager
def decompressed(path: str, compression: str) -> Iterator[BinaryIO]:
    """Open the file PATH and undo its COMPRESSION (``.gz`` or ``.zst``).

    Raises:
        TruncatedSource: the compressed data ends too early.
        SourceError: it is damaged.
    """
    with opened(path) as raw:
        reader = gzip.GzipFile(fileobj=raw) if compression == ".gz" else zstd.ZstdFile(raw)
        try:
            yield cast("BinaryIO", reader)
        except EOFError as error:
            raise TruncatedSource(
                f"{path}: the {compression} data ends too early; fetch the file again"
            ) from error
        except (gzip.BadGzipFile, zlib.error, zstd.ZstdError) as error:
            raise SourceError(
                f"{path}: damaged {compression} data ({error}); fetch the file again"
            ) from error


@contextmanager
def stream(source: Source) -> Iterator[BinaryIO]:
    """Open SOURCE from its first byte, decompressed."""
    if source.rest:
        yield cast("BinaryIO", _Resumed(source.head, source.rest))
    elif source.compression:
        with decompressed(source.path, source.compression) as reader:
            yield reader
    else:
        with opened(source.path) as reader:
            yield reader


class _Resumed:
    """A stream whose head was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int) -> bytes:
        taken, self._head = self._head[:size], self._head[size:]
        return taken + self._rest.read(size - len(taken)) if len(taken) < size else taken

    def read1(self, size: int) -> bytes:
        taken, self._head = self._head[:size], self._head[size:]
        return taken or cast("BufferedIOBase", self._rest).read1(size)


def _pipe(path: str) -> BinaryIO | None:
    """Return the stream to read PATH from, if it cannot be read twice; else None."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError("standard input is closed; name a file")
        return sys.stdin.buffer
    file = Path(path)
    if file.is_dir():
        raise SourceError(f"{path}: is a folder; name a file")
    if not file.exists() or file.is_file():
        return None
    return file.open("rb")


def _ranges(path: str, start: int, size: int) -> Iterator[Part]:
    with opened(path) as file:
        total = file.seek(0, 2)
        while start < total:
            file.seek(min(start + size, total) - 1)
            file.readline()
            end = file.tell()
            yield Part(path, start, end)
            start = end


def _blocks(path: str, reader: BinaryIO, start: int, size: int) -> Iterator[Part]:
    """Give what READER reads as parts; where it fails, the whole lines before come first."""
    kept: list[bytes] = []
    try:
        # Pieces, not blocks: of a block that fails in its middle, the beginning would be lost.
        while piece := cast("BufferedIOBase", reader).read1(size):
            kept.append(piece)
            if sum(map(len, kept)) >= size:
                data, rest = _at_a_line_end(b"".join(kept))
                kept = [rest]
                if data:
                    yield Part(path, start, start + len(data), data)
                    start += len(data)
    except EOFError:
        data, _ = _at_a_line_end(b"".join(kept))
        yield Part(path, start, start + len(data), data)
        raise
    if rest := b"".join(kept):
        yield Part(path, start, start + len(rest), rest)


def _at_a_line_end(data: bytes) -> tuple[bytes, bytes]:
    cut = data.rfind(b"\n") + 1
    return data[:cut], data[cut:]
