"""DP607: the number of a payment card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.masking import SHOWN, masked_number
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.check_digits import are_right
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_GROUPED = r"(?<![\w.+/-])(?<!\d[ ]){}(?![ -]?\d|\w|\.\d)"
_CARD = re.compile(
    _GROUPED.format(
        r"(?:(?P<sixteen>\d{4}(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4})"
        r"|(?P<fifteen>3[47]\d{2}(?P<gap2>[ -]?)\d{6}(?P=gap2)\d{5})"
        r"|(?P<fourteen>3[0689]\d{2}(?P<gap3>[ -]?)\d{6}(?P=gap3)\d{4}))"
    )
)
# After a line feed, an ``n`` stands before a word: it is half of an escape.
TRIGGER = (
    r"([^a-z]|\\[nrt]|credit|debit|bank)cards?[^a-z]|[^a-z](visa|amex)|american express"
    r"|payment|billing"
)
_SPEAKS_OF_CARDS = re.compile(TRIGGER.encode(), re.I)
# In no need of words: groups with dashes, and the numbers that everybody tests with. Groups with
# spaces would be dear to look for in all texts.
_BARE = (
    r"-\d{4}-\d{4}|4111 ?1111 ?1111|4242 ?4242 ?4242|5555 ?5555 ?5555|5105 ?1051 ?0510"
    r"|4012 ?8888 ?8888|6011 ?1111 ?1111|3782 ?822463"
)
# What every card's number begins with; to look for it is faster.
_BEGINNING = re.compile(r"\d{4}[ -]?\d{4}")
_IS_CARD = re.compile(_BARE)
_NO_DIGITS = bytes(byte for byte in range(256) if byte not in b"0123456789")
_DIGIT = re.compile(r"\d")
FEWEST_DIGITS = 14
# The beginnings of the numbers of Visa, Mastercard, Discover, JCB, Union Pay, Maestro, American
# Express and Diners Club.
_ISSUER = re.compile(
    r"4|5[0-8]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|6011|64[4-9]|65|62|67|63|35[2-8]|3[47]|36|3[89]|30[0-5]"
)


@record_rule("DP607", Severity.WARNING, trigger=f"{TRIGGER}|{_BARE}")
def payment_card(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds the number of a payment card.

    ## Why
    The model may learn the number by heart and give it to anybody, and card data must not be
    uploaded at all. Seen are numbers with a right check digit, of a known issuer: with dashes
    everywhere, else in records that speak of cards or payments. The well-known test numbers
    count: a scanner stops at them too, and a model that has seen them writes card numbers.

    ## What to do
    Replace the digits: `4111 •••• •••• ••••` shows what is meant.

    ## Fix safety
    Unsafe: the text changes. The first four digits stay, dots stand for the others.
    """
    if len(record.text.translate(None, _NO_DIGITS)) < FEWEST_DIGITS:
        return
    for at, text in strings(record):
        for found in _CARD.finditer(text) if _BEGINNING.search(text) else ():
            digits = "".join(filter(str.isdigit, found[0]))
            if not _ISSUER.match(digits) or not are_right("luhn", digits):
                continue
            if _IS_CARD.search(found[0]) or _SPEAKS_OF_CARDS.search(record.text):
                hidden = found[0][:SHOWN] + _DIGIT.sub("•", found[0][SHOWN:])
                fix = unsafe("hide the digits", Reword(at, *found.span(), hidden))
                yield Problem(at, f"a card number: '{masked_number(digits)}'", fix=fix)
