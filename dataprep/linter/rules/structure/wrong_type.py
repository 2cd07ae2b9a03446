"""DP103: a value of the wrong type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.rules.structure.kinds import allowed
from dataprep.linter.wording import kind, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP103", Severity.ERROR, keywords="type not contains")
def wrong_type(fault: Fault) -> Iterator[Problem]:
    """A value has the wrong type.

    ## Why
    The provider refuses the file: 'Line 1, message 3, key "content": Input should be a valid
    string'.

    ## What to do
    Write the value as the message says. A number or an object that is meant as text is written
    as a string; the content of a tool message always is. One tool alone stands in a list, too.
    """
    value, types = fault.value, fault.schema.get("type", [])
    scalar = isinstance(value, int | float | str)
    shown = f"{kind(value)} ({quoted(value)})" if scalar else kind(value)
    alone = isinstance(value, dict) and types == "array"
    hint = "; even one item stands in an array" if alone else ""
    yield Problem(fault.at, f"{shown} where {allowed(fault)} must be{hint}")
