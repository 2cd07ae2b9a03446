"""DP121: a row of an evals data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe, unsafe
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

    ## Fix safety
    Safe where the row holds `item` alone. Unsafe where other keys stand beside it, which are
    lost.
    """
    words = "a row of an evals data set: the record is under 'item'"
    alone = len(fault.value) == 1
    unwrapped = Put("", fault.value["item"])
    fix = (safe if alone else unsafe)("write what stands under 'item'", unwrapped)
    yield Problem(fault.at, words, at_key=True, fix=fix)
