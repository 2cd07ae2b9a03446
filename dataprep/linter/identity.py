"""What a finding is known by from run to run: its content, and not the number of its line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import xxhash

if TYPE_CHECKING:
    from dataprep.records.record import Pointer


def of_content(content: bytes, at: Pointer = "") -> str:
    """Return the identity of what is AT a place of a line or record with this CONTENT."""
    return xxhash.xxh3_64_hexdigest(b"\0".join([at.encode("utf-8", "surrogatepass"), content]))


def of_file(path: str) -> str:
    """Return the identity of the file PATH as a whole: where it is."""
    return of_content(seen_from_here(path).encode())


def seen_from_here(path: str) -> str:
    """Return PATH as seen from the working folder, with slashes."""
    try:
        path = os.path.relpath(path)
    except ValueError:  # on another drive of Windows
        path = str(Path(path).absolute())
    return Path(path).as_posix()
