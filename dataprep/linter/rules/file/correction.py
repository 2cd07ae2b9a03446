"""Correcting a line that does not parse: its mistakes of one cause, one after the other.

The first mistake of a line is read rightly; what follows it may not be. So each is corrected
where the reading stopped, and the line is read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.rules.file.reading import mistake

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataprep.linter.rules.file.tokens import Cause, Mistake

    # Takes a line and where its mistake is; gives the line without it, or None.
    Patch = Callable[[bytes, int], bytes | None]

# Further mistakes are left for the next round.
MOST = 100


def correction(data: bytes, cause: Cause, patch: Patch) -> Splice | None:
    """Return what PATCH makes of the mistakes of CAUSE in DATA; None where it is of no help."""
    new = data
    for _ in range(MOST):
        found = mistake(new)
        better = patch(new, found.offset) if found and found.cause is cause else None
        if found is None or better is None or not _goes_further(new, found, better):
            break
        new = better
    return Splice(0, len(data), new) if new != data else None


def _goes_further(old: bytes, found: Mistake, better: bytes) -> bool:
    """Say whether less of BETTER is left behind its first mistake than of OLD behind FOUND."""
    left = mistake(better)
    if left is None:
        return True
    less = len(better) - left.offset < len(old) - found.offset
    return left.offset >= found.offset and (less or left.cause is not found.cause)
