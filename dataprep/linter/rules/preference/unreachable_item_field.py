"""DP811: a field that a template cannot name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.preference.items import fields, item_fields
from dataprep.linter.wording import quoted
from dataprep.records.pointer import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table

# A hyphen is left alone: whether a template can name it is not known.
READABLE = re.compile(r"[\w-]+")


@dataset_rule("DP811", Severity.WARNING, texts=[item_fields], targets="rft")
def unreachable_item_field(table: Table, context: Context) -> Iterator[Problem]:
    """The key of a field for the grader has characters that a template cannot name.

    ## Why
    Graders read fields as `{{item.answer}}`. A space ends the name and a dot leads into the
    value, so the field is there and cannot be read. Each key is named once a file.

    ## What to do
    Write the key with letters, digits and `_` only.
    """
    named = set()
    for line, found in fields(table):
        for key in found:
            if key not in named and not READABLE.fullmatch(key):
                named.add(key)
                yield Problem(
                    pointer([key]),
                    f"no template can name the field {quoted(key)}",
                    line=line,
                    at_key=True,
                )
