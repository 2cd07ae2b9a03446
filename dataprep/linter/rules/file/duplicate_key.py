"""DP021: a key that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.exact import doubles
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import record_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_SPACED = b'{"messages": [{"'
_KEY = b'":'
# Bytes beyond the spaces: none, or the carriage return at the end.
_AS_DUMPED = (0, 1)
_NOTHING: Iterator[Problem] = iter(())


@record_rule("DP021", Severity.ERROR)
def duplicate_key(record: Record, context: Context) -> Iterator[Problem]:
    """A key stands twice in one object.

    ## Why
    Readers keep the last value and drop the others without a word: a message is lost, or a
    role is not the one that was meant. JSON itself leaves open which one counts.

    ## What to do
    Remove one of them, or give it another name. Two messages whose keys run together need the
    `}, {` between them.

    ## Fix safety
    Safe, and offered only where the key has the same value each time: the last one stays.
    """
    # Every record comes here, so the ways to see that no key stands twice go from the cheapest
    # on. A line as compact writers write it is the record's own text; one of `json.dumps` has a
    # space more for each comma and colon, which are at least four a message. Elsewhere, as where
    # characters are escaped, the line has as many marks of a key's end as the record has keys,
    # or as its text has.
    data, text, messages = record.line.data, record.text, record.value.get("messages")
    more = len(data) - len(text)
    if messages and more - 4 * len(messages) in _AS_DUMPED and data.startswith(_SPACED):
        return _NOTHING
    if not more and data == text and data is not text:
        return _NOTHING
    keys = sum(map(len, messages)) if messages and len(record.value) == 1 else 0
    if keys and more - 2 * keys in _AS_DUMPED and data.startswith(_SPACED):
        return _NOTHING
    marks = data.count(_KEY)
    if keys and marks == 1 + keys:
        return _NOTHING
    if marks == text.count(_KEY) and data is not text:
        return _NOTHING
    return _problems(data)


def _problems(data: bytes) -> Iterator[Problem]:
    for at, key, lost, same in doubles(data):
        words = f"{quoted(key)} stands twice; {quoted(lost)} is lost"
        fix = safe("keep the last one", Drop(at, earlier=True)) if same else None
        yield Problem(at, words, at_key=True, fix=fix)
