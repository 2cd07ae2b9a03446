"""DP101: a missing field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP101", Severity.ERROR, keywords="required")
def missing_field(fault: Fault) -> Iterator[Problem]:
    """A field that must be there is missing.

    ## Why
    The provider refuses the file: "Example 3 is missing key 'messages'", or "Discriminator
    'role' is missing in value".

    ## What to do
    Add the field. Rows in another form (ShareGPT, Alpaca, prompt and completion) become
    records with `dataprep convert`.
    """
    instead = fault.annotation.get("instead", {})
    other = next((key for key in fault.value if instead.get(key) == fault.key), None)
    hint = f", but {quoted(other)} is there" if other else ""
    yield Problem(fault.at, f"{quoted(fault.key)} is missing{hint}")
