"""DP902: an answer that is cut away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.length.cut import cut, long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP902", Severity.ERROR, suspects=long)
def lost_answer(record: Record, context: Context) -> Iterator[Problem]:
    """A record has more tokens than the model takes, and an answer lies wholly behind the limit.

    ## Why
    The provider cuts what is over the limit and says nothing of it. All that leads to the answer
    is billed, and nothing of the answer is trained.

    ## What to do
    Shorten what comes before the answer, or divide the conversation.
    """
    found = cut(record, context)
    if found is None or not found.lost:
        return
    more = f" (so do {len(found.lost) - 1} more)" if len(found.lost) > 1 else ""
    where = f"this answer begins after the {found.limit:,} tokens that are kept{more}"
    yield Problem(found.lost[0], f"{where}; the record has {found.tokens:,}")
