"""A piece of a file as a file of its own, which says how far it is read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Window(io.RawIOBase):
    """The bytes of the file at PATH from START, SIZE of them at most.

    It is read piece by piece, so that a large file is never held in memory. A retry takes it
    back to its start, and PROGRESS is told of that too, as a negative number.
    """

    def __init__(
        self,
        path: Path,
        progress: Callable[[int], None],
        *,
        start: int = 0,
        size: int | None = None,
    ) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._progress = progress
        self._start = start
        whole = path.stat().st_size - start
        self._size = whole if size is None else min(size, whole)
        self._at = 0
        self._file.seek(start)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return how far it is read."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as io documents it
        """Fill BUFFER with what comes next, and return how much that is."""
        data = self._file.read(min(len(buffer), self._size - self._at))
        buffer[: len(data)] = data
        self._at += len(data)
        self._progress(len(data))
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to OFFSET, seen from the start or the end of the window."""
        before = self._at
        self._at = {io.SEEK_SET: 0, io.SEEK_CUR: before, io.SEEK_END: self._size}[whence] + offset
        self._file.seek(self._start + self._at)
        self._progress(self._at - before)
        return self._at

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
