"""DP812: a weight without effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import message_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP812", Severity.WARNING, roles="assistant", targets="dpo rft", trigger='"weight"')
def idle_weight(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A message has a weight, in a format where weights have no effect.

    ## Why
    `weight` says which answers supervised training learns from. Preference training learns from
    the two outputs alone, reinforcement from what the model answers itself.

    ## What to do
    Remove the key.

    ## Fix safety
    Safe: the weight has no effect.
    """
    if "weight" in message:
        fix = safe("remove the key", Drop(f"{at}/weight"))
        words = "weight has no effect with this method"
        yield Problem(f"{at}/weight", words, at_key=True, fix=fix)
