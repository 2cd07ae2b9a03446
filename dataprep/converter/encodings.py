"""Text in other encodings, read as the UTF-8 that everything else is."""

from __future__ import annotations

import codecs
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dataprep.errors import SourceError, UsageError
from dataprep.records.kind import kind_of
from dataprep.records.source import HEAD_BYTES, Source, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

UTF_8 = "utf-8"
_BLOCK = 1 << 18


@contextmanager
def recoded(source: Source, encoding: str) -> Iterator[Source]:
    """Give SOURCE, which is text in ENCODING, as a source of UTF-8.

    Raises:
        UsageError: there is no such encoding.
    """
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=encoding).close()
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: there is no such encoding") from error
    with stream(source) as raw:
        reader = utf_8_reader(raw, source.path, encoding)
        head = reader.read(HEAD_BYTES)
        kind = kind_of(head, whole=len(head) < HEAD_BYTES)
        yield Source(source.path, head, kind, rest=reader)


def utf_8_reader(raw: BinaryIO, path: str, encoding: str = UTF_8) -> io.BufferedReader:
    """Return a reader of what RAW, the file PATH in ENCODING, holds in UTF-8.

    Reading raises SourceError where it is not text in ENCODING.
    """
    return io.BufferedReader(_Recoded(raw, path, encoding))


def check_utf_8(source: Source) -> None:
    """Raise SourceError unless what is known of SOURCE is UTF-8."""
    try:
        codecs.getincrementaldecoder(UTF_8)().decode(source.head)
    except UnicodeDecodeError as error:
        raise _fault(source.path, UTF_8, error, 0) from error


class _Recoded(io.RawIOBase):
    """What RAW holds in ENCODING, in UTF-8."""

    def __init__(self, raw: BinaryIO, path: str, encoding: str) -> None:
        super().__init__()
        self._raw, self._path, self._encoding = raw, path, encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._read = 0
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed names a private protocol
        data = b"."
        while data and not self._ready:
            data = self._raw.read(_BLOCK)
            self._ready = self._decoded(data).encode()
        taken, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _decoded(self, data: bytes) -> str:
        try:
            text = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            # What the decoder kept of the block before stands at the front.
            kept = len(error.object) - len(data)
            raise _fault(self._path, self._encoding, error, self._read - kept) from error
        except UnicodeError as error:  # UTF-16 with no mark of its byte order
            raise SourceError(
                f"{self._path}: {error}\nName the right --encoding: utf-16-le or utf-16-be"
            ) from error
        self._read += len(data)
        return text


def _fault(path: str, encoding: str, error: UnicodeDecodeError, offset: int) -> SourceError:
    return SourceError(
        f"{path}: byte 0x{error.object[error.start]:02x} at offset {offset + error.start} is not "
        f"{encoding}\nName the right --encoding: latin-1, cp1252, gbk, utf-16, …"
    )
