"""Writing a whole file anew, and whether the new file is any better."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dataprep.linter.edits import Rewrite
from dataprep.records.kind import Form, kind_of
from dataprep.records.source import HEAD_BYTES, stream

if TYPE_CHECKING:
    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.source import Source


def rewrite(fix: Fix | None, source: Source, out: BinaryIO) -> bool:
    """Write to OUT what FIX makes of the whole file SOURCE, and say whether that helps.

    It does not where there are bytes that are no text, or where the new file is of the same form:
    a record that does not end takes all that follows for a part of it.
    """
    edits = [edit for edit in fix.edits if isinstance(edit, Rewrite)] if fix else []
    head = b""
    for edit in edits:
        try:
            with stream(source) as old:
                for block in edit.by(old):
                    head += block[: HEAD_BYTES - len(head)]
                    out.write(block)
        except UnicodeDecodeError:
            return False
    return bool(edits) and kind_of(head, whole=len(head) < HEAD_BYTES) != source.kind


def with_possible_rewrite(problem: Problem, source: Source) -> Problem:
    """Return PROBLEM of the file SOURCE, without its fix where that would not help.

    Of a file of lines the lines are read, and its mark can always be removed.
    """
    if problem.fix is None or source.kind.form is Form.LINES:
        return problem
    with Path(os.devnull).open("wb") as nowhere:
        return problem if rewrite(problem.fix, source, nowhere) else replace(problem, fix=None)
