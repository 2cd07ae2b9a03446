"""DP601: a key or token."""

from __future__ import annotations

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


@record_rule("DP601", Severity.ERROR, trigger=TRIGGER)
def api_key(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds a key or token of a well-known service.

    ## Why
    A model learns keys by heart and gives them to whoever asks. Whoever gets the file can use
    the key, and the file is uploaded.

    ## What to do
    Revoke the key, then replace it in the data by a stand-in such as `sk-xxxx`. What looks made
    up (`your_key`, `EXAMPLE`, digits in order) is not reported here.
    """
    for at, text in strings(record):
        for key in keys(text):
            if key.real:
                yield Problem(at, f"{key.service} '{masked_key(key.text)}'")
