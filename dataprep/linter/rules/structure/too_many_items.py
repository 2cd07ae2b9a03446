"""DP106: a list that is too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP106", Severity.ERROR, keywords="maxItems")
def too_many_items(fault: Fault) -> Iterator[Problem]:
    """A list holds more than the format allows.

    ## Why
    The provider refuses the file. A preference record compares one answer with one other.

    ## What to do
    Keep as many as the message says; make further records of the rest.
    """
    limit = fault.schema["maxItems"]
    yield Problem(fault.at, f"{len(fault.value)} items where at most {limit} may be")
