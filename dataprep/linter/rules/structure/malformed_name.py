"""DP107: a name out of its pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP107", Severity.ERROR, keywords="pattern")
def malformed_name(fault: Fault) -> Iterator[Problem]:
    """A name holds a character that is not allowed, or is too long.

    ## Why
    The provider refuses the file: the name of a tool has at most 64 letters, digits, `_` and
    `-`.

    ## What to do
    Rename the tool, in its definition and in every call.
    """
    yield Problem(fault.at, f"{quoted(fault.value)} does not match {fault.schema['pattern']}")
