"""DP103: a value of the wrong type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP103", Severity.ERROR, keywords="type not")
def wrong_type(fault: Fault) -> Iterator[Problem]:
    """A value has the wrong type.

    ## Why
    The provider refuses the file: 'Line 1, message 3, key "content": Input should be a valid
    string'.

    ## What to do
    Write the value as the message says. A number or an object that is meant as text is written
    as a string; the content of a tool message always is.
    """
    allowed = fault.schema.get("type", "something else")
    names = [allowed] if isinstance(allowed, str) else allowed
    yield Problem(fault.at, f"{kind(fault.value)} where {' or '.join(names)} must be")
