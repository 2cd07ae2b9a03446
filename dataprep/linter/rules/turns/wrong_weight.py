"""DP204: a weight that is neither 0 nor 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault

_MEANT = {"false": 0, "0": 0, "0.0": 0, "true": 1, "1": 1, "1.0": 1}


@schema_rule("DP204", Severity.ERROR)
def wrong_weight(fault: Fault) -> Iterator[Problem]:
    """A weight is neither 0 nor 1.

    ## Why
    `weight` says whether an assistant message is trained (1) or only context (0). There is
    nothing in between, and `true`, `false` and `"0"` are other types.

    ## What to do
    Write the number 0 or 1, or leave the key out, which means 1.

    ## Fix safety
    Safe for `true`, `false` and for 0 and 1 in quotes: the number says the same. Other weights
    are left alone.
    """
    weight = _MEANT.get(str(fault.value).strip().lower())
    fix = None if weight is None else safe(f"write {weight}", Put(fault.at, weight))
    yield Problem(fault.at, f"weight is {quoted(fault.value)}, neither 0 nor 1", fix=fix)
