"""DP104: a value out of its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe, unsafe
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import did_you_mean, nearest, quoted

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

    ## Fix safety
    Safe where the value differs from a known one by upper and lower case alone. Unsafe where
    it is nearly one of them.
    """
    known = fault.schema.get("enum", [])
    listed = f"; known: {', '.join(map(str, known))}" if known else ""
    hint = did_you_mean(fault.value, map(str, known)) or listed
    right = nearest(fault.value, map(str, known))
    fix = None
    if right in known:
        alike = str(fault.value).casefold() == right.casefold()
        fix = (safe if alike else unsafe)(f"write '{right}'", Put(fault.at, right))
    yield Problem(fault.at, f"{quoted(fault.value)} is not known here{hint}", fix=fix)
