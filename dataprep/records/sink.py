"""Writing a file so that it is either whole or not there."""

from __future__ import annotations

import gzip
import os
import secrets
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dataprep.errors import SinkError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD_OUTPUT = "-"


@contextmanager
def written(path: str, *, force: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write PATH with; it takes its place when the block ends without an error.

    ``.gz`` and ``.zst`` compress, ``-`` is standard output. An existing file is replaced
    only with FORCE.

    Raises:
        SinkError: the file exists, or cannot be written.
    """
    if path == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    check_free(path, force=force)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            with _compressed(target.suffix, file) as out:
                yield out
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise SinkError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def check_free(path: str, *, force: bool) -> None:
    """Raise SinkError unless PATH is free, or to be replaced (FORCE), and its folder is there."""
    target = Path(path)
    if path == STANDARD_OUTPUT:
        return
    if target.is_dir():
        raise SinkError(f"{path}: is a folder; name a file")
    if target.exists() and not force:
        raise SinkError(f"{path}: exists already; give --force to replace it")
    if not target.parent.is_dir():
        raise SinkError(f"{path}: the folder {target.parent} does not exist; create it first")


@contextmanager
def _compressed(suffix: str, file: BinaryIO) -> Iterator[BinaryIO]:
    if suffix == ".gz":
        # No name and no time in the header: the same records give the same bytes.
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as zipped:
            yield cast("BinaryIO", zipped)
    elif suffix == ".zst":
        with zstd.ZstdFile(file, "w") as out:
            yield cast("BinaryIO", out)
    else:
        yield file
