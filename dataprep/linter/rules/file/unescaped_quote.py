"""DP029: a quote inside a text."""

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


@line_rule("DP029", Severity.ERROR, State.BROKEN)
def unescaped_quote(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A text holds a double quote that is not escaped.

    ## Why
    The text ends at the quote for every reader, and what follows is no JSON. It happens where
    records are put together from pieces of text, or taken out of a CSV file with its doubled
    quotes.

    ## What to do
    Write `\"` inside the text, or write the file again with `json.dumps`.
    """
    yield from problems(unreadable, Cause.QUOTE)
