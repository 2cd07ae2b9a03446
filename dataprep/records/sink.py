"""Writing a file so that it is either whole or not there."""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
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
# Python's own 8 kB make a hundred times as many calls of the system.
BUFFER_BYTES = 1 << 20


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
    check_free(path, force=force)
    # A link stays a link: what it leads to is replaced.
    target = Path(path).resolve()
    try:
        with (
            _beside(target) if _replaceable(target) else target.open("wb") as file,
            _compressed(target.suffix, file) as out,
        ):
            yield out
    except OSError as error:
        if error.filename not in (None, str(target)):
            raise  # what is written comes from another file, and that is at fault
        raise SinkError(f"{path}: cannot be written: {error.strerror or error}") from error


def check_free(path: str, *, force: bool) -> None:
    """Raise SinkError unless PATH is free, or to be replaced (FORCE), and its folder is there."""
    target = Path(path)
    if path == STANDARD_OUTPUT:
        return
    if target.is_dir():
        raise SinkError(f"{path or 'the output'}: is a folder; name a file")
    if (target.exists() or target.is_symlink()) and _replaceable(target) and not force:
        raise SinkError(f"{path}: exists already; give --force to replace it")
    if not target.parent.is_dir():
        raise SinkError(f"{path}: the folder {target.parent} does not exist; create it first")


def _replaceable(target: Path) -> bool:
    """Say whether TARGET is a file or may become one; devices and pipes are written into."""
    return target.is_file() or not target.exists()


@contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    """Give a file that takes TARGET's place, and its permissions, once it is whole."""
    new = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with new.open("xb", buffering=BUFFER_BYTES) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, new)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


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
