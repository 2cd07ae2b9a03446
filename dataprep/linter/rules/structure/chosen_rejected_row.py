"""DP112: a row of chosen and rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP112", Severity.ERROR, keywords="choice")
def chosen_rejected_row(fault: Fault) -> Iterator[Problem]:
    """A preference row is in TRL's format, of `chosen` and `rejected`.

    ## Why
    The provider reads `input`, `preferred_output` and `non_preferred_output`: "Example 1 is
    missing key 'input'".

    ## What to do
    Write the messages before the answer to `input.messages`, and the last message of `chosen` and
    of `rejected` as the one item of `preferred_output` and `non_preferred_output`. For supervised
    training, keep `chosen` alone as `messages`.
    """
    words = "a row of 'chosen' and 'rejected', not of 'preferred_output' and 'non_preferred_output'"
    yield Problem(fault.at, words)
