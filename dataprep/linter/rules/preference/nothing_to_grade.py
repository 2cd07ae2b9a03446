"""DP809: no field for a grader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.preference.items import fields, item_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP809", Severity.WARNING, texts=[item_fields], targets="rft")
def nothing_to_grade(table: Table, context: Context) -> Iterator[Problem]:
    """No record of a reinforcement file has a field for the grader.

    ## Why
    Graders compare what the model says with a field of the record, `{{item.answer}}`. Without one
    only a model can grade, and it has nothing but the conversation to go by.

    ## What to do
    Add the right answer to each record under a key of its own, beside `messages`.
    """
    records = list(fields(table))
    if records and not any(found for _, found in records):
        yield Problem("", "no record has a field besides 'messages' and 'tools'")
