"""DP105: an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP105", Severity.ERROR, keywords="minItems")
def empty_list(fault: Fault) -> Iterator[Problem]:
    """A list is empty that must hold something.

    ## Why
    The provider refuses the file. A record without messages trains nothing.

    ## What to do
    Fill the list, or remove the record (`messages`) or the key (`tool_calls`).

    ## Fix safety
    Safe for `tool_calls`: the key says that there are calls, and there are none. Other lists
    have to be filled, and are left alone.
    """
    needless = fault.at.endswith("/tool_calls")
    fix = safe("remove the key", Drop(fault.at)) if needless else None
    yield Problem(fault.at, "the list is empty", fix=fix)
