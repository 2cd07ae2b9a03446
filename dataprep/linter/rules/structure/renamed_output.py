"""DP114: an old name of an output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Rename
from dataprep.linter.finding import Problem, Severity, safe
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

    ## Fix safety
    Safe: the old name and the new one stand for the same.
    """
    new = str(fault.key).replace("_completion", "_output")
    words = f"{quoted(fault.key)} is the old name of {quoted(new)}"
    yield Problem(
        fault.at, words, at_key=True, fix=safe("write the new name", Rename(fault.at, new))
    )
