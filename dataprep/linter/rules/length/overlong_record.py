"""DP901: a record that is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.length.cut import cut, long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP901", Severity.ERROR, suspects=long)
def overlong_record(record: Record, context: Context) -> Iterator[Problem]:
    """A record has more tokens than the model takes, and its end is cut.

    ## Why
    The provider cuts what is over the limit and says nothing of it. The model learns to stop where
    the cut falls, in the middle of an answer. The limit is that of the model (`--model`), or the
    highest of those that can be trained.

    ## What to do
    Shorten the record, or divide the conversation.
    """
    found = cut(record, context)
    if found and not found.lost:
        message = f"the record has {found.tokens:,} tokens and is cut here, after {found.limit:,}"
        yield Problem(found.at, message)
