"""DP424: answers that all begin alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import xxhash

from dataprep.linter.columns import last_answers
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table
    from dataprep.records.record import Record

LENGTH = 60


def opening(records: Sequence[Record]) -> list[int]:
    """Return a hash of how the last answer begins; 0 where it is short or no prose."""
    return [
        xxhash.xxh3_64_intdigest(text[:LENGTH].encode("utf-8", "replace"))
        if len(text) > LENGTH and text[0].isalpha() and text.find("\n", 0, LENGTH) < 0
        else 0
        for text in last_answers(records)
    ]


@dataset_rule("DP424", Severity.WARNING, numbers=[opening])
def shared_opening(
    table: Table, context: Context, *, fewest: int = 30, share: float = 0.3
) -> Iterator[Problem]:
    """Many answers begin with the same words.

    ## Why
    A generator has a favourite opening, and it is trained in each of these records: the model will
    begin every answer with it. Answers in JSON, in markup and in code begin alike for good reason,
    and are not counted.

    ## What to do
    Remove the opening, or vary it.

    ## Options
    `share` of the answers is too many with one opening, `fewest` the number of answers from which
    on it is looked for.
    """
    rows = table.numbers(opening)
    answers = sum(1 for number in rows if number)
    if answers < fewest:
        return
    number, count = Counter(filter(None, rows)).most_common(1)[0]
    if count > share * answers:
        message = f"{count} of {answers} long answers begin with the same {LENGTH} characters"
        yield Problem("", f"{message}; this is the first", line=table.lines[rows.index(number)])
