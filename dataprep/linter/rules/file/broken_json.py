"""DP011: a line that is not JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.reading import mistake
from dataprep.records.pointer import column
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Unreadable

# What the first line of a file in another format looks like, and a mark of git on any line.
_LOOKS = {
    "this looks like CSV, not JSON Lines; `dataprep convert` makes records of it": re.compile(
        rb"(?:\"[\w .-]+\"|[A-Za-z_][\w .-]*)(?:[,;\t](?:\"[\w .-]+\"|[A-Za-z_][\w .-]*))+\s*$"
    ),
    "this looks like a page in HTML, not JSON Lines": re.compile(rb"\s*<(?:!doctype|html)\b", re.I),
    "a mark of a merge that git could not finish": re.compile(
        rb"(?:<{7} .*|={7}|>{7} .*|\|{7} .*)\s*$"
    ),
}
_MARKS = (b"<", b"=", b">", b"|")


@line_rule("DP011", Severity.ERROR, State.BROKEN, fallback=True)
def broken_json(unreadable: Unreadable) -> Iterator[Problem]:
    """A line is not valid JSON.

    ## Why
    The line cannot be read. OpenAI answers "Example 1273 cannot be parsed. Error: line
    contains invalid json" once the job has started. Most mistakes have a rule of their own;
    this one is for the others, such as a stray character, the rest of a record that begins in
    the line before, the marks of a merge that git could not finish, or a file that is no JSON
    Lines at all.

    ## What to do
    Go to the column that the message names. A line that does not begin with `{` often belongs
    to the one before it: a text there holds a line feed that was not escaped. Of a CSV file,
    `dataprep convert FILE --to train.jsonl` makes records.
    """
    found = mistake(unreadable.line.data)
    data = unreadable.line.data
    looks = next((words for words, shape in _LOOKS.items() if shape.match(data)), "")
    if looks and (unreadable.line.number == 1 or data[:1] in _MARKS):
        yield Problem("", looks, column=1)
    elif found is None:
        yield Problem("", f"cannot be read as JSON: {unreadable.message}", column=unreadable.column)
    else:
        yield Problem("", found.message, column=column(unreadable.line.data, found.offset))
