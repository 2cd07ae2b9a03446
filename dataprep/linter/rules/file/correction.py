"""Correcting a line that does not parse, for mistakes of one cause.

All are corrected at once, where the line is JSON then: its texts end where they seemed to end.
Else the first mistake of a line is read rightly, and what follows it may not be: one after the
other is corrected where the reading stopped, and the line is read again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.rules.file.reading import mistake
from dataprep.records.pointer import STRING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataprep.linter.rules.file.tokens import Cause, Mistake

    # Takes a line and where its mistake is; gives the line without it, or None.
    Patch = Callable[[bytes, int], bytes | None]
    # Takes a line; gives it without any mistake of the kind.
    Every = Callable[[bytes], bytes]
    Replacement = Callable[[re.Match[bytes]], bytes]

# Further mistakes are left for the next round; of long lines, which take long to read, sooner.
MOST = 100
MOST_READ = 1 << 18


def correction(
    data: bytes, cause: Cause, patch: Patch, every: Every | None = None
) -> Splice | None:
    """Return what corrects mistakes of CAUSE in DATA: EVERY one at once, or those PATCH can."""
    new = every(data) if every else data
    if new == data or mistake(new):
        new = _patched(data, cause, patch)
    return Splice(0, len(data), new) if new != data else None


def outside_texts(pattern: bytes, replacement: Replacement) -> Every:
    """Return what replaces PATTERN wherever it stands outside of texts."""
    found = re.compile(STRING.pattern + rb"|(?P<found>" + pattern + rb")", re.DOTALL)
    return lambda data: found.sub(lambda m: replacement(m) if m["found"] else m[0], data)


def inside_texts(pattern: re.Pattern[bytes], replacement: Replacement) -> Every:
    """Return what replaces PATTERN wherever it stands inside of texts."""
    return lambda data: STRING.sub(lambda text: pattern.sub(replacement, text[0]), data)


def _patched(data: bytes, cause: Cause, patch: Patch) -> bytes:
    new = data
    for _ in range(max(1, min(MOST, MOST_READ // len(data)))):
        found = mistake(new)
        better = patch(new, found.offset) if found and found.cause is cause else None
        if found is None or better is None or not _goes_further(new, found, better):
            break
        new = better
    return new


def _goes_further(old: bytes, found: Mistake, better: bytes) -> bool:
    """Say whether less of BETTER is left behind its first mistake than of OLD behind FOUND."""
    left = mistake(better)
    if left is None:
        return True
    less = len(better) - left.offset < len(old) - found.offset
    return left.offset >= found.offset and (less or left.cause is not found.cause)
