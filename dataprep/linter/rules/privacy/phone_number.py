"""DP606: somebody's telephone number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.masking import masked_number
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

# Countries by their codes; the groups of a number are of two digits or more.
_COUNTRY = (
    r"(?:1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|"
    r"21[1-8]|2[2-6]\d|29[0-9]|35\d|37\d|38[0-25-79]|42[013]|5[09]\d|6[789]\d|85[0-9]|88[06]|"
    r"96\d|97\d|99[2-8])"
)
_ABROAD = re.compile(
    rf"(?<![\w+*/=).-])(?<![\d)] )\+{_COUNTRY}[ .-]?(?:\(\d{{1,4}}\)[ .-]?)?"
    r"\d{1,5}(?:[ .-]?\d{2,5}){1,5}(?![\w])(?!\.\d)"
)
# North America: an area and an exchange begin with 2 to 9, and 555-0100 to 555-0199 are fiction.
_AMERICAN = re.compile(
    r"(?<![\w.+/=-])(?<!\+1[ -])(?:1[ -])?(?:\(([2-9][0-8]\d)\) ?|([2-9][0-8]\d)-)"
    r"([2-9]\d{2})-(\d{4})(?![\w-])(?!\.\d)"
)
_SHORTEST, _LONGEST = 9, 15


@record_rule(
    "DP606", Severity.WARNING, trigger=r"\+[1-9][\d ().-]{7}|\d{3}\) ?\d{3}-\d{4}|\d-\d{3}-\d{4}"
)
def phone_number(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds a telephone number that may be somebody's.

    ## Why
    The number is personal data: it is uploaded, the model learns it by heart, and may give it
    to anybody. Seen are numbers with a plus and a country, and North American ones with dashes;
    those reserved for fiction (555-0100 to 555-0199) are not reported.

    ## What to do
    Replace it by a number reserved for fiction, or remove it.
    """
    for at, text in strings(record):
        for found in _ABROAD.finditer(text) if "+" in text else ():
            digits = "".join(filter(str.isdigit, found[0]))
            if _SHORTEST <= len(digits) <= _LONGEST and not _fiction(digits):
                yield Problem(at, f"a telephone number: '{masked_number(found[0])}'")
        for found in _AMERICAN.finditer(text):
            area, exchange, line = found[1] or found[2], found[3], found[4]
            if exchange[1:] != "11" and not _fiction(f"1{area}{exchange}{line}"):
                yield Problem(at, f"a telephone number: '{masked_number(found[0])}'")


def _fiction(digits: str) -> bool:
    """Say whether a number is one that nobody has: reserved for fiction, or made up."""
    reserved = digits.startswith("1") and digits[-7:-2] == "55501"
    walk = any(run in digits for run in ("12345678", "23456789", "87654321"))
    return reserved or walk or len(set(digits[-8:])) <= len({"0", "1"})
