"""DP601: a key or token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.masking import SHOWN, masked_key
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

    ## Fix safety
    Unsafe: the text changes. The beginning of the key stays, which says whose it is. A key
    that was in the file has to be revoked all the same.
    """
    for at, text in strings(record):
        for key in keys(text):
            if key.real:
                start, end = key.start, key.start + len(key.text)
                fix = unsafe("replace it", Reword(at, start, end, f"{key.text[:SHOWN]}xxxx"))
                yield Problem(at, f"{key.service} '{masked_key(key.text)}'", fix=fix)
