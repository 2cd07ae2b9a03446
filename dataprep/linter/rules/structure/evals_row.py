"""DP121: a row of an evals data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP121", Severity.ERROR, keywords="item")
def evals_row(fault: Fault) -> Iterator[Problem]:
    """A row is of an evals data set, with the record under `item`.

    ## Why
    Evals read `item`, fine-tuning does not: the provider refuses the file, "Example 1 is missing
    key 'messages'".

    ## What to do
    Write what stands under `item` as the record. In reinforcement fine-tuning, the grader reads
    the keys beside `messages` as `item.<key>` without it.
    """
    yield Problem(fault.at, "a row of an evals data set: the record is under 'item'", at_key=True)
