"""DP810: a field of another type than elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.preference.items import fields, item_fields
from dataprep.records.pointer import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP810", Severity.WARNING, texts=[item_fields], targets="rft")
def changing_item_type(table: Table, context: Context, *, share: float = 0.9) -> Iterator[Problem]:
    """A field for the grader has another type than in nearly all other records.

    ## Why
    A grader that compares texts fails on a number, and one that calculates fails on a text. A
    `null` is a type of its own.

    ## What to do
    Write the value in the type that the other records have.

    ## Options
    `share` of the records with the field must agree for the others to be reported.
    """
    records = list(fields(table))
    kinds: dict[str, Counter[str]] = {}
    for _, found in records:
        for key, kind in found.items():
            kinds.setdefault(key, Counter())[kind] += 1
    usual = {key: tally.most_common(1)[0] for key, tally in kinds.items()}
    for line, found in records:
        for key, kind in found.items():
            most, count = usual[key]
            if kind != most and count >= share * kinds[key].total():
                message = f"{kind}, where {count} records have {most}"
                yield Problem(pointer([key]), message, line=line)
