"""DP606: somebody's telephone number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.masking import masked_number
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Pointer, Record

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
    r"(?<![\w.+/=-])(?<!\+1[ -])(?:1[ -])?"
    r"(?:\(([2-9][0-8]\d)\) ?(?=[1-9])|(555)-(?=[1-9])|([2-9][0-8]\d)([-.])(?=[2-9]))"
    r"(\d{3})(?:-|\4)(\d{4})(?![\w-])(?!\.\d)"
)
# What is said before a number that would not be known for one: any of seven digits or more.
_WORDS = r"phone|mobile|telefon|whatsapp|call me|reach me|text me|tel:|tel\."
_SPOKEN = ("phone", "mobile", "telefon", "whatsapp", "call me", "reach me", "text me", "tel")
_NAMED = re.compile(
    rf"(?<![A-Za-z])(?:tele|t[eé]l[eé]|cell)?(?:{_WORDS}|handy)(?:s?nummer|nr)?(?![a-z])[^\d\n+]{{0,30}}?"
    r"(?<![\w.+/=$€£#-])(\(?\d(?:[ ./()-]{0,2}\d){6,13})(?![\w-])(?!\.\d)",
    re.I,
)
# What every number of North America holds; to look for it is faster.
_LINE = re.compile(r"\d{3}[.-]\d{4}")
_DATE = re.compile(r"\d{4}[-./ ]\d\d?[-./ ]\d\d?(?: .*)?|\d\d?[-./ ]\d\d?[-./ ]\d{4}(?: .*)?")
_LOCAL = re.compile(r"\d{3}[ .-]\d{4}")
_TRIGGER = (
    r"\+[1-9][\d ().-]{7}|\d{3}\) ?\d{3}-\d{4}|\d-\d{3}-\d{4}|\d\.\d{3}\.\d{4}"
    rf"|({_WORDS}|handy)([^0-9\\]|\\[^n]){{0,48}}[0-9]"
)
_SHORTEST, _LONGEST = 9, 15
FICTION = "+1 202-555-0100"


@record_rule("DP606", Severity.WARNING, trigger=_TRIGGER)
def phone_number(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds a telephone number that may be somebody's.

    ## Why
    The number is personal data: it is uploaded, the model learns it by heart, and may give it
    to anybody. Seen are numbers with a plus and a country, North American ones with dashes or
    dots, and others after a word such as "phone" or "call me"; those reserved for fiction
    (555-0100 to 555-0199) are not reported.

    ## What to do
    Replace it by a number reserved for fiction, or remove it.

    ## Fix safety
    Unsafe: the text changes. A number that is reserved for fiction takes its place.
    """
    for at, text in strings(record):
        for found in _ABROAD.finditer(text) if "+" in text else ():
            digits = "".join(filter(str.isdigit, found[0]))
            if _SHORTEST <= len(digits) <= _LONGEST and not _fiction(digits):
                yield _problem(at, found, 0)
        seen = set()
        for found in _AMERICAN.finditer(text) if _LINE.search(text) else ():
            area, exchange, line = found[1] or found[2] or found[3], found[5], found[6]
            seen.add(found.end())
            if exchange[1:] != "11" and not _fiction(f"1{area}{exchange}{line}"):
                yield _problem(at, found, 0)
        folded = text.lower()
        for found in _NAMED.finditer(text) if any(word in folded for word in _SPOKEN) else ():
            if found.end() not in seen and _may_be_called(found[1]):
                yield _problem(at, found, 1)


def _problem(at: Pointer, found: re.Match[str], group: int) -> Problem:
    fix = unsafe("write a number of fiction", Reword(at, *found.span(group), FICTION))
    return Problem(at, f"a telephone number: '{masked_number(found[group])}'", fix=fix)


def _may_be_called(number: str) -> bool:
    """Say whether NUMBER, before which a word speaks of telephones, is no date or the like."""
    digits = "".join(filter(str.isdigit, number))
    made_up = digits.startswith(("123456", "987654")) or len(set(digits)) <= len({"0", "1"})
    if made_up or _DATE.fullmatch(number) or digits[-7:-2] == "55501":
        return False
    if digits.startswith("1"):  # seconds since 1970 have ten digits
        return len(digits) == len("14155552671")
    return digits.startswith("0") or len(digits) >= _SHORTEST or bool(_LOCAL.fullmatch(number))


def _fiction(digits: str) -> bool:
    """Say whether a number is one that nobody has: reserved for fiction, or made up."""
    reserved = digits.startswith("1") and digits[-7:-2] == "55501"
    walk = any(run in digits for run in ("12345678", "23456789", "87654321"))
    return reserved or walk or len(set(digits[-8:])) <= len({"0", "1"})
