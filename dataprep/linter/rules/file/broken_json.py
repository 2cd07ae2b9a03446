"""DP011: a line that is not JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.reading import mistake
from dataprep.records.pointer import column
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable


@line_rule("DP011", Severity.ERROR, State.BROKEN, fallback=True)
def broken_json(unreadable: Unreadable) -> Iterator[Problem]:
    """A line is not valid JSON.

    ## Why
    The line cannot be read. OpenAI answers "Example 1273 cannot be parsed. Error: line
    contains invalid json" once the job has started. Most mistakes have a rule of their own;
    this one is for the others, such as a stray character or the rest of a record that begins
    in the line before.

    ## What to do
    Go to the column that the message names. A line that does not begin with `{` often belongs
    to the one before it: a text there holds a line feed that was not escaped.
    """
    found = mistake(unreadable.line.data)
    if found is None:
        yield Problem("", f"cannot be read as JSON: {unreadable.message}", column=unreadable.column)
    else:
        yield Problem("", found.message, column=column(unreadable.line.data, found.offset))
