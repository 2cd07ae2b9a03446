"""DP026: a word without quotes."""

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


@line_rule("DP026", Severity.ERROR, State.BROKEN)
def unquoted_word(unreadable: Unreadable) -> Iterator[Problem]:
    """A key or a text stands without quotes.

    ## Why
    In JSON every key and every text stands in double quotes. JavaScript and YAML write words
    without them.

    ## What to do
    Put the word in double quotes, or write the file again with a JSON writer.
    """
    yield from problems(unreadable, Cause.UNQUOTED)
