"""National identity numbers: what they look like, and what is said before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stdnum.br import cpf
from stdnum.cn import ric
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.in_ import aadhaar
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.pl import pesel

from dataprep.linter.masking import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# How far before a number its name may stand.
NEAR = 40
# A number of fewer different digits was made up.
FEWEST = 3

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
_SHAPES: dict[str, tuple[str, tuple[Callable[[str], bool], ...]]] = {
    "CPF": (r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}", (cpf.is_valid,)),
    "DNI or NIE": (r"(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]", (dni.is_valid, nie.is_valid)),
    "numéro de sécurité sociale": (
        r"[1278] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}",
        (nir.is_valid,),
    ),
    "Steuer-ID": (r"\d{2} ?\d{3} ?\d{3} ?\d{3}", (idnr.is_valid,)),
    "codice fiscale": (r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", (codicefiscale.is_valid,)),
    "PESEL": (r"\d{11}", (pesel.is_valid,)),
    "Aadhaar number": (r"\d{4} ?\d{4} ?\d{4}", (aadhaar.is_valid,)),
    "Burgerservicenummer": (r"\d{9}|\d{4}\.\d{2}\.\d{3}", (bsn.is_valid,)),
    "resident identity number": (r"\d{17}[\dX]", (ric.is_valid,)),
}
# Of the United States: no part is zero, and the first is below 900 and not 666.
_AMERICAN = re.compile(
    r"(?<![\w.-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])(?!\.\d)"
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
    """A number of somebody, MASKED, and what KIND it is of."""

    kind: str
    masked: str


def identities(text: str) -> Iterator[Identity]:
    """Give the identity numbers in TEXT."""
    for found in _AMERICAN.finditer(text):
        before = text[max(0, found.start() - NEAR) : found.start()]
        named = _AMERICAN_WORDS.search(before) is not None
        if (found[1] == "-" and found[0] not in _SHOWN) or named:
            yield Identity("social security number", f"{HIDDEN}{found[0][-4:]}")
    folded = text.casefold()
    for kind, pattern in _NAMED.items():
        if not any(map(folded.__contains__, _HINTS[kind])):
            continue
        for found in pattern.finditer(text):
            valid = any(is_valid(found[1]) for is_valid in _SHAPES[kind][1])
            if valid and len(set(found[1]) - set(" .-")) >= FEWEST:
                yield Identity(kind, f"{HIDDEN}{found[1][-3:]}")
