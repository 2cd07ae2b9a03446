"""DP609: somebody's identity number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.identity_numbers import TRIGGER, identities
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP609", Severity.WARNING, trigger=TRIGGER)
def identity_number(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds a national identity or social security number.

    ## Why
    The number stands for one person, for life. It is uploaded, the model learns it by heart, and
    may give it to anybody.

    ## What to do
    Replace the digits by stand-ins: `000-00-0000` is nobody's.

    ## Limits
    Numbers of the United States are seen by their dashes and ranges, and without dashes after their
    name. Those of Brazil, China,
    France, Germany, India, Italy, the Netherlands, Poland and Spain are seen where their check
    digits are right and their name stands before them.

    ## Fix safety
    Unsafe: the text changes. Each digit becomes 0, each letter X.
    """
    for at, text in strings(record):
        for identity in identities(text):
            fix = unsafe("hide the digits", Reword(at, *identity.span, identity.hidden))
            yield Problem(at, f"a {identity.kind}: '{identity.masked}'", fix=fix)
