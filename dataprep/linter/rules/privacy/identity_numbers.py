"""National identity numbers: what they look like, and what is said before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dataprep.linter.masking import HIDDEN
from dataprep.linter.rules.privacy.check_digits import are_right

if TYPE_CHECKING:
    from collections.abc import Iterator

# How far before a number its name may stand.
NEAR = 40
# A number of fewer different digits was made up.
FEWEST = 3

_DIGIT, _LETTER = re.compile(r"\d"), re.compile("[A-Z]")

_WORDS = {
    "CPF": r"cpf",
    "DNI or NIE": r"dni\b|nie:|documento nacional|extranjero",
    "numéro de sécurité sociale": r"s[eé]curit[eé] sociale|nir\b|insee",
    "Steuer-ID": r"steuer|id-?nr",
    "codice fiscale": r"codice fiscale|cod\. ?fisc|fiscal code",
    "PESEL": r"pesel",
    "Aadhaar number": r"aadhaa?r|uidai",
    "Burgerservicenummer": r"bsn|burgerservice|sofi-?nummer",
    "resident identity number": r"身份证|身份證|resident id|identity card|id card|national id",
}
_SHAPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "CPF": (r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}", ("br.cpf",)),
    "DNI or NIE": (r"(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]", ("es.dni", "es.nie")),
    "numéro de sécurité sociale": (
        r"[1278] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}",
        ("fr.nir",),
    ),
    "Steuer-ID": (r"\d{2} ?\d{3} ?\d{3} ?\d{3}", ("de.idnr",)),
    "codice fiscale": (r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", ("it.codicefiscale",)),
    "PESEL": (r"\d{11}", ("pl.pesel",)),
    "Aadhaar number": (r"\d{4} ?\d{4} ?\d{4}", ("in_.aadhaar",)),
    "Burgerservicenummer": (r"\d{9}|\d{4}\.\d{2}\.\d{3}", ("nl.bsn",)),
    "resident identity number": (r"\d{17}[\dX]", ("cn.ric",)),
}
# Of the United States: no part is zero, and the first is below 900 and not 666.
_AMERICAN = re.compile(
    r"(?<![\w.-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])(?!\.\d)"
)
_PLAIN = re.compile(
    r"(?<![A-Za-z])(?i:ssn|social.?security(?: (?:number|no\.?|#))?)(?![a-z])[^\d\n]{0,20}"
    r"(?<![\w.-])((?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4})(?![\w-])(?!\.\d)"
)
_AMERICAN_WORDS = re.compile(r"ssn\b|social.?security|taxpayer", re.I)
# Dashes alone are enough where the number is not one that forms show.
_SHOWN = frozenset({"078-05-1120", "219-09-9999"})

# The words above, without look-around. A word may begin after the "n" of an escaped line feed.
TRIGGER = "|".join((
    r"\d{3}-\d{2}-\d{4}", r"ssn[^a-z]", r"social.?security", r"taxpayer", r"cpf", r"dni[^a-z]",
    r"nie:", r"documento nacional", r"extranjero", r"curit.{1,2} sociale", r"nir[^a-z]", r"insee",
    r"steuer", r"id-?nr", r"codice fiscale", r"cod\. ?fisc", r"fiscal code", r"pesel", r"aadhaa?r",
    r"uidai", r"bsn", r"burgerservice", r"sofi-?nummer", r"身份", r"resident id", r"identity card",
    r"id card", r"national id",
))  # fmt: skip

# What each of the words holds: far sooner looked for than the words.
_HINTS = {
    "CPF": ("cpf",),
    "DNI or NIE": ("dni", "nie:", "documento", "extranjero"),
    "numéro de sécurité sociale": ("curit", "nir", "insee"),
    "Steuer-ID": ("steuer", "nr"),
    "codice fiscale": ("fisc",),
    "PESEL": ("pesel",),
    "Aadhaar number": ("aadha", "uidai"),
    "Burgerservicenummer": ("bsn", "burgerservice", "nummer"),
    "resident identity number": ("身份", "resident id", "identity card", "id card", "national id"),
}
_NAMED = {
    name: re.compile(
        rf"(?<![A-Za-z])(?i:{words})[^\n]{{0,{NEAR}}}?(?<![\w.-])({_SHAPES[name][0]})(?![\w-])"
    )
    for name, words in _WORDS.items()
}


class Identity(NamedTuple):
    """A number of somebody, MASKED, and what KIND it is of.

    SPAN is where it stands, HIDDEN what nobody's number looks like there.
    """

    kind: str
    masked: str
    span: tuple[int, int]
    hidden: str


def identities(text: str) -> Iterator[Identity]:
    """Give the identity numbers in TEXT."""
    for found in _AMERICAN.finditer(text):
        before = text[max(0, found.start() - NEAR) : found.start()]
        named = _AMERICAN_WORDS.search(before) is not None
        if (found[1] == "-" and found[0] not in _SHOWN) or named:
            yield _identity("social security number", found, 0, 4)
    for found in _PLAIN.finditer(text):
        if len(set(found[1])) >= FEWEST:
            yield _identity("social security number", found, 1, 4)
    folded = text.casefold()
    for kind, pattern in _NAMED.items():
        if not any(map(folded.__contains__, _HINTS[kind])):
            continue
        for found in pattern.finditer(text):
            valid = any(are_right(scheme, found[1]) for scheme in _SHAPES[kind][1])
            if valid and len(set(found[1]) - set(" .-")) >= FEWEST:
                yield _identity(kind, found, 1, 3)


def _identity(kind: str, found: re.Match[str], group: int, shown: int) -> Identity:
    number = found[group]
    hidden = _LETTER.sub("X", _DIGIT.sub("0", number))
    return Identity(kind, f"{HIDDEN}{number[-shown:]}", found.span(group), hidden)
