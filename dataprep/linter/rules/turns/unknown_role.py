"""DP203: a role that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe, unsafe
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import did_you_mean, nearest, quoted

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

    ## Fix safety
    Safe where the role differs by upper and lower case alone, or is another format's name for
    the user or the assistant (`human`, `gpt`). Unsafe where it is nearly a role, or stands for
    another.
    """
    known = fault.schema["enum"]
    name = str(fault.value).strip().casefold().replace(" ", "_").replace("-", "_")
    role = fault.annotation.get("instead", {}).get(name, name)
    if role == "system" and "system" not in known:
        role = "developer"
    hint = f"; did you mean '{role}'?" if role in known else did_you_mean(fault.value, known)
    hint = hint or f"; known: {', '.join(known)}"
    right = role if role in known else nearest(fault.value, known)
    surely = name == right or (role == right and role in ("user", "assistant"))
    fix = (safe if surely else unsafe)(f"write '{right}'", Put(fault.at, right)) if right else None
    yield Problem(fault.at, f"{quoted(fault.value)} is not a role here{hint}", fix=fix)
