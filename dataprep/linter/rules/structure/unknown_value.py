"""DP104: a value out of its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP104", Severity.ERROR, keywords="enum const anyOf oneOf")
def unknown_value(fault: Fault) -> Iterator[Problem]:
    """A value is not one of those that the format has.

    ## Why
    The provider refuses the file.

    ## What to do
    Write one of the values that the message lists.
    """
    known = fault.schema.get("enum", [])
    listed = f"; known: {', '.join(map(str, known))}" if known else ""
    hint = did_you_mean(fault.value, map(str, known)) or listed
    yield Problem(fault.at, f"{quoted(fault.value)} is not known here{hint}")
