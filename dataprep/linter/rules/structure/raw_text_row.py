"""DP113: a row of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP113", Severity.ERROR, keywords="text")
def raw_text_row(fault: Fault) -> Iterator[Problem]:
    """A row holds raw text in place of messages.

    ## Why
    Fine-tuning follows what an assistant answers. Text without a question is for pretraining,
    which providers do not offer; the file is refused: "Unexpected file format".

    ## What to do
    Write each text as the answer to what a user would have asked for.
    """
    yield Problem(fault.at, "raw text, without a question and an answer", at_key=True)
