"""DP026: a word without quotes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, safe, unsafe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction, outside_texts
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import WORD, Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_EVERY = outside_texts(
    rb"(?P<before>[{,]\s*)(?P<key>" + WORD.pattern + rb")(?=\s*:)",
    lambda found: found["before"] + b'"' + found["key"] + b'"',
)


@line_rule("DP026", Severity.ERROR, State.BROKEN)
def unquoted_word(unreadable: Unreadable) -> Iterator[Problem]:
    """A key or a text stands without quotes.

    ## Why
    In JSON every key and every text stands in double quotes. JavaScript and YAML write words
    without them.

    ## What to do
    Put the word in double quotes, or write the file again with a JSON writer.

    ## Fix safety
    Safe for a key: the word before a colon is its name. Unsafe for a value, where the word may
    have been meant as something else than text.
    """
    yield from problems(unreadable, Cause.UNQUOTED, _cure)


def _cure(data: bytes) -> Fix | None:
    if done := correction(data, Cause.UNQUOTED, partial(_in_quotes, before=b":"), _EVERY):
        return safe("put the key in quotes", done)
    done = correction(data, Cause.UNQUOTED, partial(_in_quotes, before=b",]}"))
    return unsafe("put the word in quotes", done) if done else None


def _in_quotes(data: bytes, at: int, *, before: bytes) -> bytes | None:
    word = WORD.match(data, at)
    if word is None or data[word.end() :].lstrip(b" \t")[:1] not in {*map(bytes, zip(before))}:
        return None
    return data[:at] + b'"' + word[0] + b'"' + data[word.end() :]
