"""DP034: a number that is none in JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import WORD, Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_NUMBER = re.compile(
    rb"\+?(?P<minus>-?)(?P<whole>0|[1-9][0-9]*)?(?:\.(?P<fraction>[0-9]*))?"
    rb"(?P<power>(?:[eE][-+]?[0-9]+)?)"
)


@line_rule("DP034", Severity.ERROR, State.BROKEN)
def malformed_number(unreadable: Unreadable) -> Iterator[Problem]:
    """A number is written in a way that JSON does not have, or is larger than any.

    ## Why
    JSON writes numbers in decimal, without a plus sign, leading zeros or underscores, and with
    digits on both sides of the point. What goes beyond 1.8e308 becomes infinity in some readers,
    and is refused by others.

    ## What to do
    Write `0.5` for `.5` and `7` for `007`; put a number that is a name, such as a postcode, in
    quotes.

    ## Fix safety
    Safe where the number is the same: a sign `+` goes, a point gets the zero that it lacks.
    Others (`007`, `0x1F`, `1_000`) may be names or of another base, and are left alone.
    """
    yield from problems(unreadable, Cause.NUMBER, _cure)


def _cure(data: bytes) -> Fix | None:
    done = correction(data, Cause.NUMBER, _as_json)
    return safe("write the number as JSON does", done) if done else None


def _as_json(data: bytes, at: int) -> bytes | None:
    word = WORD.match(data, at)
    number = _NUMBER.fullmatch(word[0]) if word else None
    if not (word and number and (number["whole"] or number["fraction"])):
        return None
    fraction = b"" if number["fraction"] is None else b"." + (number["fraction"] or b"0")
    new = number["minus"] + (number["whole"] or b"0") + fraction + number["power"]
    return data[:at] + new + data[word.end() :] if new != word[0] else None
