"""DP801: two outputs that are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.preference.pairs import outputs, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP801", Severity.ERROR, targets="dpo")
def equal_outputs(record: Record, context: Context) -> Iterator[Problem]:
    """The preferred and the other output are the same.

    ## Why
    A pair teaches by its difference. This one is billed and teaches nothing; most often the
    wrong column was read.

    ## What to do
    Put the output that was not preferred back, or remove the record.
    """
    preferred, other = outputs(record)
    if said(preferred) == said(other):
        yield Problem("/non_preferred_output/0", "the same as the preferred output")
