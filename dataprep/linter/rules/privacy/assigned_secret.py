"""DP604: a secret that is set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.masking import masked_key
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.chance import bits, drawn, stand_in
from dataprep.linter.rules.privacy.keys import keys
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_NAMES = r"passw(?:or)?d|passphrase|secret|api[_-]?key|(?:access|auth)[_-]?token|private[_-]?key"
# Regard for letter case makes the search for the names fast; what follows is looked at there.
_WORD = re.compile(_NAMES)
_SET = re.compile(
    rf"(?:{_NAMES})[\w-]*\\?[\"']?\s{{0,4}}(?:=>|:=|=|:|\bis\b)\s{{0,4}}"
    r"\\?[\"'`]?([A-Za-z0-9!#$%&*+/=@^_~.-]{12,100})(?![\w(\[])",
    re.I,
)
_TRIGGER = (
    rf"({_NAMES})[a-z0-9_-]*(\\?[\"'])?(\s|\\[nrt]){{0,4}}(=>|:=|=|:|is)(\s|\\[nrt]){{0,4}}"
    r"(\\?[\"'`])?[a-z0-9!#$%&*+/=@^_~.-]{12}"
)
_TRIGGERS = (
    rf"{_TRIGGER}|bearer [a-z0-9_.~+/=-]{{32}}|passw(or)?[dt]( is|:) ?(\\?[\"'`])?[^ \"]{{8}}"
)
# A token in a header, and a password that a person tells another.
_BEARER = re.compile(r"(?<![\w-])Bearer ([A-Za-z0-9_.~+/-]{32,}=*)(?![\w(\[])", re.I)
_TOLD = re.compile(
    r"(?<![\w-])(passw(?:or)?[dt])(?: is|:) ?[\"'`*]{0,2}"
    r"([A-Za-z0-9!#$%&@^*_+-]{8,40})(?![\w(\[/=-]|\.\w)",
    re.I,
)
_SIGN, _WORDS = re.compile(r"[!#$%&*@^]"), re.compile(r"secret|password|test", re.I)
_MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])")
# What stands before it in its name; it is not in a name of several parts.
_BEFORE = re.compile(r"(:?)([\w-]{0,40})$")
_HASH = re.compile(r"hash|digest|sha\d|md5|public|bcrypt", re.I)
# Words joined by dots or underscores are a name in a program; drawn text changes more often.
_NAME = re.compile(r"[A-Za-z_]+\d{0,2}(?:[.-][A-Za-z_]+\d{0,2})*")
LEAST_BITS = 3.2


@record_rule("DP604", Severity.WARNING, trigger=_TRIGGERS)
def assigned_secret(record: Record, context: Context) -> Iterator[Problem]:
    """A password or key is set to what looks like a real one.

    ## Why
    A model learns such values by heart, and the file is uploaded. Values of twelve characters or
    more are reported that look drawn by chance: not names, hashes or stand-ins. After "password
    is" and "password:", eight characters are enough where letters and digits are mixed.

    ## What to do
    Change the secret where it is in use, and write a stand-in into the data.
    """
    for at, text in strings(record):
        told = 0
        for found in _settings(text):
            value = found[1].rstrip(".")
            name = _name(text, found)
            if not name or _HASH.search(name) or _NAME.fullmatch(value):
                continue
            if _seems_real(value) and not any(keys(found[0])):
                told = found.end()
                yield Problem(at, f"'{name[-40:]}' is '{masked_key(value)}'")
        folded = text.lower()
        for found in _BEARER.finditer(text) if "bearer" in folded else ():
            if _seems_real(found[1]) and not any(keys(found[0])):
                yield Problem(at, f"a bearer token: '{masked_key(found[1])}'")
        for found in _TOLD.finditer(text) if "passw" in folded else ():
            value = found[2]
            mixed = _MIXED.match(value) and not _NAME.fullmatch(value)
            shown = stand_in(_WORDS.sub("", value) if _SIGN.search(value) else value)
            if mixed and not shown and found.end() > told and not any(keys(found[0])):
                yield Problem(at, f"'{found[1]}' is '{masked_key(value)}'")


def _seems_real(value: str) -> bool:
    return drawn(value) and bits(value) >= LEAST_BITS and re.search(r"\d", value) is not None


def _settings(text: str) -> Iterator[re.Match[str]]:
    """Give the places of TEXT where a password or key is set to something."""
    end = 0
    for word in _WORD.finditer(text.lower()):
        if word.start() >= end and (found := _SET.match(text, word.start())):
            end = found.end()
            yield found


def _name(text: str, found: re.Match[str]) -> str:
    """Return the name that is set, or nothing where it is a part of a longer one (`a::b`)."""
    before = _BEFORE.search(text, max(0, found.start() - 41), found.start())
    word = re.match(r"[\w-]*", found[0])
    if before is None or before[1] or word is None:
        return ""
    return before[2] + word[0]
