"""The digest by which a file is known again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dataprep.errors import SourceError


def digest(path: str) -> str:
    """Return the SHA-256 of the file at PATH.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}; check the path") from error
