"""DP110: a record of another method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP110", Severity.ERROR, keywords="method")
def other_method(fault: Fault) -> Iterator[Problem]:
    """A record is in the format of another method than the file.

    ## Why
    One file trains with one method. OpenAI answers "Input file is in the fine-tune-chat
    format, but the specified fine-tuning job is not using 'supervised' as the training
    method".

    ## What to do
    Keep records of each method in a file of their own, and name the method with
    `--target openai/dpo` where the file alone does not show it.
    """
    yield Problem("", f"a record for {fault.value} in a file for {fault.key}")
