"""DP025: a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import DropLine
from dataprep.linter.finding import Severity, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction
from dataprep.linter.rules.file.reading import mistake, problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_COMMENT = re.compile(rb"/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)|(?://|#)[^\r]*", re.DOTALL)


@line_rule("DP025", Severity.ERROR, State.BROKEN)
def comment(unreadable: Unreadable) -> Iterator[Problem]:
    """A line holds a comment.

    ## Why
    JSON has no comments; JSON5 and JSON with comments are other formats, which no provider
    reads.

    ## What to do
    Remove it. What is to be kept of a record belongs in a file beside the training data.

    ## Fix safety
    Unsafe: what the comment says is lost.
    """
    yield from problems(unreadable, Cause.COMMENT, _cure)


def _cure(data: bytes) -> Fix | None:
    done = correction(data, Cause.COMMENT, _without)
    if done is None or (done.data.strip() and mistake(done.data)):
        return None
    return unsafe("remove the comment", done if done.data.strip() else DropLine())


def _without(data: bytes, at: int) -> bytes:
    found = _COMMENT.match(data, at)
    return data[:at].rstrip(b" \t") + data[found.end() :] if found else data
