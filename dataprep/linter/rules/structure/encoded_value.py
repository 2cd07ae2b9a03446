"""DP116: JSON inside a string."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dataprep.linter.edits import Put
from dataprep.linter.exact import doubles
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import schema_rule
from dataprep.linter.rules.structure.kinds import allowed
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP116", Severity.ERROR, keywords="encoded")
def encoded_value(fault: Fault) -> Iterator[Problem]:
    """A list or an object stands there as a string that holds JSON.

    ## Why
    A table, a CSV file or a second `json.dumps` turned it into text. The provider does not read
    it: "Input should be a valid list".

    ## What to do
    Decode the string (`json.loads`) before the record is written.

    ## Fix safety
    Safe: the list or object that the string holds takes its place, with nothing added or lost.
    Where a key stands twice in it, nothing is done.
    """
    words = f"a string that holds JSON where {allowed(fault)} must be: {quoted(fault.value)}"
    doubled = next(doubles(fault.value.encode()), None)
    decoded = Put(fault.at, orjson.loads(fault.value))
    fix = safe("decode the string", decoded) if doubled is None else None
    yield Problem(fault.at, words, fix=fix)
