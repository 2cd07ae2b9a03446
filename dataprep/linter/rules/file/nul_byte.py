"""DP017: NUL bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Splice
from dataprep.linter.finding import Severity, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable


@line_rule("DP017", Severity.ERROR, State.BROKEN)
def nul_byte(unreadable: Unreadable) -> Iterator[Problem]:
    """A line holds a NUL byte.

    ## Why
    NUL is no character that JSON may hold. It comes from a disk that was full, a file that was
    written while it was copied, or text in UTF-16.

    ## What to do
    Write the file again from its source.

    ## Fix safety
    Unsafe: the bytes are removed, but what stood in their place stays lost.
    """
    yield from problems(unreadable, Cause.NUL, _cure)


def _cure(data: bytes) -> Fix:
    return unsafe("remove the NUL bytes", Splice(0, len(data), data.replace(b"\x00", b"")))
