"""DP808: a field that most records have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.preference.items import fields, item_fields
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP808", Severity.WARNING, texts=[item_fields], targets="rft")
def missing_item_field(table: Table, context: Context, *, share: float = 0.9) -> Iterator[Problem]:
    """A record lacks a field for the grader that nearly all others have.

    ## Why
    Graders read fields as `{{item.answer}}`. Where the field is missing the grader fails or
    compares with nothing, and the record earns no reward whatever the model says.

    ## What to do
    Add the field, or remove the record. A field that no grader reads may be missing.

    ## Options
    `share` of the records must have the field for the others to be reported.
    """
    records = list(fields(table))
    have = Counter(key for _, found in records for key in found)
    usual = [key for key, count in have.items() if share * len(records) <= count < len(records)]
    for line, found in records if usual else ():
        for key in usual:
            if key not in found:
                share_text = f"{have[key]} of {len(records)} records have"
                yield Problem("", f"no field {quoted(key)}, which {share_text}", line=line)
