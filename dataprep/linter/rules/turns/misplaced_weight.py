"""DP205: a weight in the wrong place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP205", Severity.ERROR)
def misplaced_weight(fault: Fault) -> Iterator[Problem]:
    """A message that is not the assistant's has a weight.

    ## Why
    Only assistant messages are trained, so only they can be left out of the training. The
    provider refuses the key elsewhere.

    ## What to do
    Remove the key.

    ## Fix safety
    Safe: only the assistant is trained, so the weight says nothing there.
    """
    fix = safe("remove the key", Drop(fault.at))
    yield Problem(fault.at, "only assistant messages have a weight", at_key=True, fix=fix)
