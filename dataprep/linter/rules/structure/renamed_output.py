"""DP114: an old name of an output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP114", Severity.ERROR, keywords="renamed")
def renamed_output(fault: Fault) -> Iterator[Problem]:
    """An output of a preference record has its old name.

    ## Why
    `preferred_completion` and `non_preferred_completion` stood in the description of May 2025;
    since July 2025, and in every guide, they end in `_output`. The provider refuses the old names.

    ## What to do
    Write `preferred_output` and `non_preferred_output`.
    """
    new = str(fault.key).replace("_completion", "_output")
    yield Problem(fault.at, f"{quoted(fault.key)} is the old name of {quoted(new)}", at_key=True)
