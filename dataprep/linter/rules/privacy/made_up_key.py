"""DP610: a key that seems made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.masking import masked_key
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.keys import TRIGGER, keys
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

# A key whose end alone says that it is none, as in the pages of Amazon.
_MARKED = re.compile(r"(?=.*\d)[A-Za-z0-9/+_-]{12,}(?:EXAMPLE(?:KEY)?|FAKE|DEMO)")


@record_rule("DP610", Severity.WARNING, trigger=TRIGGER)
def made_up_key(record: Record, context: Context) -> Iterator[Problem]:
    """A text has the whole shape of a key, but seems made up.

    ## Why
    Its characters walk along the alphabet or repeat themselves, or it is one that a provider's
    pages show and that ends in `EXAMPLE`, so it is hardly a real key. But
    it looks so much like one that scanners stop the file, and the model learns to write keys.

    ## What to do
    See that it is no real key. Better write a stand-in that says so: `your_key`, `sk-xxxx`.
    """
    for at, text in strings(record):
        for key in keys(text):
            if not key.real and (not key.stand_in or _MARKED.fullmatch(key.text)):
                yield Problem(at, f"{key.service} '{masked_key(key.text)}', it seems made up")
