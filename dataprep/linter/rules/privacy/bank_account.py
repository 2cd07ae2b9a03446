"""DP608: the number of a bank account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import iban

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.masking import HIDDEN, masked_number
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_IBAN = re.compile(
    r"(?<![\w/+=])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![\w/+=])"
)
_SPEAKS_OF_BANKS = re.compile(rb"iban|bank", re.I)


@record_rule("DP608", Severity.WARNING, trigger="iban|bank")
def bank_account(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds the number of a bank account (an IBAN).

    ## Why
    The number is personal data: it is uploaded, the model learns it by heart, and may give it
    to anybody. Seen are numbers of the length their country has, with right check digits, in
    records that speak of an IBAN or a bank.

    ## What to do
    Replace the digits: `DE00 •••• ••••` shows what is meant.
    """
    if not _SPEAKS_OF_BANKS.search(record.text):
        return
    for at, text in strings(record):
        for found in _IBAN.finditer(text):
            number = found[0]
            if iban.is_valid(number):
                yield Problem(
                    at, f"a bank account: '{number[:2]}{HIDDEN}{masked_number(number)[3:]}'"
                )
