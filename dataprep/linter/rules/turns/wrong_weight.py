"""DP204: a weight that is neither 0 nor 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP204", Severity.ERROR)
def wrong_weight(fault: Fault) -> Iterator[Problem]:
    """A weight is neither 0 nor 1.

    ## Why
    `weight` says whether an assistant message is trained (1) or only context (0). There is
    nothing in between, and `true`, `false` and `"0"` are other types.

    ## What to do
    Write the number 0 or 1, or leave the key out, which means 1.
    """
    yield Problem(fault.at, f"weight is {quoted(fault.value)}, neither 0 nor 1")
