"""DP102: a field that does not belong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP102", Severity.ERROR, keywords="additionalProperties")
def unknown_field(fault: Fault) -> Iterator[Problem]:
    """A field is there that the format does not have.

    ## Why
    The provider refuses the whole file: 'Invalid file format. Example 1 contains an extra
    "weight"'. Data for people (ids, sources, ratings) has no place in a record.

    ## What to do
    Remove the field, or write its name as the message suggests.
    """
    known = fault.schema.get("properties", {})
    right = fault.annotation.get("instead", {}).get(fault.key)
    if place := fault.annotation.get("belongs", {}).get(fault.key):
        words = f"{quoted(fault.key)} belongs in {place}"
    elif right in known:
        words = f"{quoted(fault.key)} does not belong here; did you mean '{right}'?"
    else:
        hint = did_you_mean(fault.key, known)
        words = f"{quoted(fault.key)} does not belong here{hint}"
    yield Problem(fault.at, words, at_key=True)
