"""DP119: a message that is no object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import kind, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP119", Severity.ERROR, keywords="message")
def bare_message(fault: Fault) -> Iterator[Problem]:
    """A message is not an object.

    ## Why
    A message says who speaks and what: `{"role": "user", "content": "…"}`. A bare string, or a
    pair of role and text, is how other programs keep a conversation.

    ## What to do
    Write every message as an object with `role` and `content`.
    """
    words = f"a message is {kind(fault.value)}, not an object: {quoted(fault.value)}"
    yield Problem(fault.at, words)
