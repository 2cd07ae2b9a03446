"""DP802: two outputs that differ in nothing said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.preference.pairs import outputs, said, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP802", Severity.WARNING, targets="dpo")
def nearly_equal_outputs(record: Record, context: Context) -> Iterator[Problem]:
    """The preferred and the other output differ in space, case or end marks only.

    ## Why
    The model learns that a space or a capital letter is what makes an answer good. That may be
    meant where the layout is what is trained; more often the outputs were written by two versions
    of one program.

    ## What to do
    Compare answers that say different things, or remove the record.
    """
    (text, calls), (other, other_calls) = map(said, outputs(record))
    if text == other or calls != other_calls:
        return
    if spoken(text) == spoken(other) != "":
        yield Problem(
            "/non_preferred_output/0",
            "differs from the preferred output in space, case or end marks only",
        )
