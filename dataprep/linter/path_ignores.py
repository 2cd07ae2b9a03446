"""Which rules are not asked of which files: patterns of paths, as the settings give them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def ignored(path: str, patterns: Mapping[str, Collection[str]]) -> list[str]:
    """Return the rules that PATTERNS name for the file PATH.

    A pattern without a slash is held to the file's name, another one to its whole path, seen from
    the working folder. A ``*`` stands for any characters, slashes too.
    """
    return [name for pattern, names in patterns.items() if _fits(path, pattern) for name in names]


def _fits(path: str, pattern: str) -> bool:
    if "/" not in pattern:
        return fnmatchcase(Path(path).name, pattern)
    return fnmatchcase(Path(path).absolute().as_posix(), Path(pattern).absolute().as_posix())
