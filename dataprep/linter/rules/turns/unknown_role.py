"""DP203: a role that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP203", Severity.ERROR)
def unknown_role(fault: Fault) -> Iterator[Problem]:
    """A message has a role that does not exist, or not here.

    ## Why
    The provider refuses the file. Roles are written in lower case; `human`, `gpt` and `bot`
    are names of other formats. Reinforcement records have no `system`, and both outputs of a
    preference record are the `assistant`'s.

    ## What to do
    Write one of the roles that the message lists. Rows with `from` and `value` become records
    with `dataprep convert`.
    """
    known = fault.schema["enum"]
    name = str(fault.value).strip().casefold().replace(" ", "_").replace("-", "_")
    role = fault.annotation.get("instead", {}).get(name, name)
    if role == "system" and "system" not in known:
        role = "developer"
    hint = f"; did you mean '{role}'?" if role in known else did_you_mean(fault.value, known)
    hint = hint or f"; known: {', '.join(known)}"
    yield Problem(fault.at, f"{quoted(fault.value)} is not a role here{hint}")
