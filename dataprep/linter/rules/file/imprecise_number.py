"""DP030: a number that loses digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.exact import leaves
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import record_rule
from dataprep.linter.wording import quoted
from dataprep.records.pointer import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_LARGE = 2**63  # beyond it, whole numbers are read as floats


@record_rule("DP030", Severity.WARNING, targets="rft", trigger=r"e\+[0-9]|[0-9]{19}", spelling=True)
def imprecise_number(record: Record, context: Context) -> Iterator[Problem]:
    """A whole number has more digits than readers keep.

    ## Why
    Whole numbers beyond 64 bits are read as floats, of which 17 digits are right. The grader
    compares the answer with another number than the file holds.

    ## What to do
    Write the number as a string, in double quotes.

    ## Fix safety
    Unsafe: a string is another type than a number, and the grader has to know.
    """
    data = record.line.data
    for at, value in leaves(record.value):
        if isinstance(value, float) and abs(value) >= _LARGE:
            found = place(data, at)
            digits = data[found.start : found.end].decode() if found else ""
            if digits.lstrip("-").isdigit():
                fix = unsafe("write the number as a string", Put(at, digits))
                yield Problem(at, f"{quoted(digits)} is read as {value!r}", fix=fix)
