"""DP019: other quotes than JSON's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Problem
    from dataprep.records.record import Unreadable


@line_rule("DP019", Severity.ERROR, State.BROKEN)
def wrong_quotes(unreadable: Unreadable) -> Iterator[Problem]:
    """A text stands in other quotes than JSON's.

    ## Why
    JSON has the double quote alone. Single quotes come from Python's `repr` or from
    JavaScript, curly ones from a word processor. Replacing them by hand breaks every text that
    holds an apostrophe.

    ## What to do
    Write the file again with `json.dumps`. `ast.literal_eval` reads a line that Python's
    `repr` wrote.
    """
    yield from problems(unreadable, Cause.QUOTES)
