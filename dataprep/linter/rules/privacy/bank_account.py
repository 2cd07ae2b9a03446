"""DP608: the number of a bank account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.masking import HIDDEN, masked_number
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.check_digits import are_right
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_IBAN = re.compile(
    r"(?<![\w/+=])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![\w/+=])"
)
_SIGN = re.compile(r"[A-Z0-9]")
# The numbers that examples show are known without a word.
TRIGGER = (
    r"iban|bank|sepa[ -]|konto|account n|(?:wire|transfer) (?:it|the|to|money)"
    r"|de89 ?3704|gb29 ?nwbk|gb82 ?west|fr14 ?2004|nl91 ?abna|ch93 ?0076"
    r"|es91 ?2100|be68 ?5390|it60 ?x054|at61 ?1904"
)
_SPEAKS_OF_BANKS = re.compile(TRIGGER.encode(), re.I)


@record_rule("DP608", Severity.WARNING, trigger=TRIGGER)
def bank_account(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds the number of a bank account (an IBAN).

    ## Why
    The number is personal data: it is uploaded, the model learns it by heart, and may give it
    to anybody. Seen are numbers of the length their country has, with right check digits, in
    records that speak of a bank, an account number or a transfer.

    ## What to do
    Replace the digits: `DE00 •••• ••••` shows what is meant.

    ## Fix safety
    Unsafe: the text changes. The country stays, dots stand for the rest.
    """
    if not _SPEAKS_OF_BANKS.search(record.text):
        return
    for at, text in strings(record):
        for found in _IBAN.finditer(text):
            number = found[0]
            if are_right("iban", number):
                hidden = f"{number[:2]}00{_SIGN.sub('•', number[4:])}"
                fix = unsafe("hide the digits", Reword(at, *found.span(), hidden))
                words = f"a bank account: '{number[:2]}{HIDDEN}{masked_number(number)[3:]}'"
                yield Problem(at, words, fix=fix)
