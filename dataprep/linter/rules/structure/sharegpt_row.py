"""DP108: a row of from and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP108", Severity.ERROR, keywords="turns")
def sharegpt_row(fault: Fault) -> Iterator[Problem]:
    """A row is in the ShareGPT format, of `from` and `value`.

    ## Why
    The provider reads `messages` with `role` and `content`, and refuses the file: "Example 1 is
    missing key 'messages'". Rows of `from` and `value` are for training at home.

    ## What to do
    Run `dataprep convert FILE --to train.jsonl`, which also turns `human` and `gpt` into roles.
    """
    words = (
        f"'{fault.key}' holds turns of 'from' and 'value'; `dataprep convert` makes a record of it"
    )
    yield Problem(fault.at, words, at_key=True)
