"""DP109: a row of instruction and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP109", Severity.ERROR, keywords="instruction")
def alpaca_row(fault: Fault) -> Iterator[Problem]:
    """A row is in the Alpaca format, of `instruction` and `output`.

    ## Why
    The provider reads `messages` and refuses the file: "Unexpected file format, expected either
    prompt/completion pairs or chat messages".

    ## What to do
    Run `dataprep convert FILE --to train.jsonl`: the instruction and its input become the user's
    message, the output the answer.
    """
    words = "a row of 'instruction' and its answer; `dataprep convert` makes a record of it"
    yield Problem(fault.at, words)
