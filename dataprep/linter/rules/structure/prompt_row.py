"""DP111: a row of a prompt and a completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP111", Severity.ERROR, keywords="answer")
def prompt_row(fault: Fault) -> Iterator[Problem]:
    """A row holds a prompt and its completion under names of their own.

    ## Why
    Prompts and completions were for models that are no longer trained. Those of today read
    `messages`, and the file is refused: "Example 1 is missing key 'messages'".

    ## What to do
    Run `dataprep convert FILE --to train.jsonl`. Where it does not know the names, give it a
    definition with `--definition`.
    """
    words = f"a row of {fault.key}; `dataprep convert` makes a record of it"
    yield Problem(fault.at, words)
