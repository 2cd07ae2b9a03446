"""DP021: a key that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.exact import doubles
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import record_rule
from dataprep.linter.trigger import SPACED
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_KEY = b'":'
_ROLES = ("system", "developer", "user", "assistant", "tool", "function")


def _other_than(key: str) -> str:
    """Return an expression for the beginning of another key than KEY."""
    ways = [f"{key[:end]}[^{letter}]" for end, letter in enumerate(f'{key}"')]
    return "|".join(ways).replace("[^", r"[^,}\]", 1)


def _no_role() -> str:
    """Return an expression for the end of a text that is none of `_ROLES` in quotes."""
    before: dict[str, set[str]] = {}
    for role in _ROLES:
        for start in range(len(role) + 1):
            before.setdefault(role[start:], set()).add(role[start - 1] if start else '"')
    ways = [f"[^{''.join(sorted(letters))}]{end}" for end, letters in sorted(before.items())]
    # A text that ends with a role behind a quotation mark, and a content that is the word.
    ways += [rf'\\"{role}' for role in _ROLES]
    ways += [rf'[^e]":"{role}' for role in _ROLES]
    return "|".join(ways)


# In a message of a role and a text a key stands behind a bracket or, after a role, is "content". A
# key elsewhere may be the second of its object: behind what is no text, any but "content" behind a
# text, and "content" behind what is no role.
_TRIGGER = (
    r'[\]}0-9el\s], ?"[a-z\\_]'
    rf'|", ?"({_other_than("content")})'
    rf'|({_no_role()})", ?"content'
    rf"|{SPACED}"
)


@record_rule("DP021", Severity.ERROR, trigger=_TRIGGER, spelling=True)
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
    data, text = record.line.data, record.text
    # A line that is its record's own text has no key twice, nor has one with as many keys' ends.
    if data is not text and (data == text or data.count(_KEY) == text.count(_KEY)):
        return
    for at, key, lost, same in doubles(data):
        words = f"{quoted(key)} stands twice; {quoted(lost)} is lost"
        fix = safe("keep the last one", Drop(at, earlier=True)) if same else None
        yield Problem(at, words, at_key=True, fix=fix)
