"""DP215: a weight with a decimal point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import message_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP215", Severity.WARNING, trigger=r'"weight":-?[0-9.]+[.e]')
def float_weight(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A weight is written with a decimal point.

    ## Why
    OpenAI's description wants a whole number, 0 or 1. `1.0` comes from a table whose column
    had gaps, which made floats of its whole numbers; readers that are strict about types
    refuse it.

    ## What to do
    Write 0 or 1, or leave the key out, which means 1.

    ## Fix safety
    Safe: the two are one number.
    """
    weight = message.get("weight")
    if isinstance(weight, float):
        words = f"weight is {weight}, not the whole number {int(weight)}"
        fix = safe(f"write {int(weight)}", Put(f"{at}/weight", int(weight)))
        yield Problem(f"{at}/weight", words, fix=fix)
