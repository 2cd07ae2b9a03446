"""DP102: a field that does not belong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop, Rename
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import did_you_mean, nearest, quoted

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

    ## Fix safety
    Unsafe: a field that is removed may be wanted elsewhere (ids, sources), and one that is
    renamed may have been meant as something else. What belongs in another place is left alone.
    """
    known = fault.schema.get("properties", {})
    right = fault.annotation.get("instead", {}).get(fault.key)
    if place := fault.annotation.get("belongs", {}).get(fault.key):
        words, fix = f"{quoted(fault.key)} belongs in {place}", None
    elif right in known:
        words = f"{quoted(fault.key)} does not belong here; did you mean '{right}'?"
        fix = unsafe(f"rename it to '{right}'", Rename(fault.at, right))
    else:
        right = nearest(fault.key, known)
        words = f"{quoted(fault.key)} does not belong here{did_you_mean(fault.key, known)}"
        renamed = unsafe(f"rename it to '{right}'", Rename(fault.at, right)) if right else None
        fix = renamed or unsafe("remove the field", Drop(fault.at))
    yield Problem(fault.at, words, at_key=True, fix=fix)
