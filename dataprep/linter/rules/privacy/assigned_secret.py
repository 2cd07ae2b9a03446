"""DP604: a secret that is set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.masking import masked_key
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.chance import bits, drawn
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
    rf"({_NAMES})[a-z0-9_-]*(\\\\?[\"'])?(\s|\\\\[nrt]){{0,4}}(=>|:=|=|:|is)(\s|\\\\[nrt]){{0,4}}"
    r"(\\\\?[\"'`])?[a-z0-9!#$%&*+/=@^_~.-]{12}"
)
# What stands before it in its name; it is not in a name of several parts.
_BEFORE = re.compile(r"(:?)([\w-]{0,40})$")
_HASH = re.compile(r"hash|digest|sha\d|md5|public|bcrypt", re.I)
# Words joined by dots or underscores are a name in a program; drawn text changes more often.
_NAME = re.compile(r"[A-Za-z_]+\d{0,2}(?:[.-][A-Za-z_]+\d{0,2})*")
LEAST_BITS = 3.2


@record_rule("DP604", Severity.WARNING, trigger=_TRIGGER)
def assigned_secret(record: Record, context: Context) -> Iterator[Problem]:
    """A password or key is set to what looks like a real one.

    ## Why
    A model learns such values by heart, and the file is uploaded. Only values of twelve
    characters or more that look drawn by chance are reported: not names, hashes or stand-ins.

    ## What to do
    Change the secret where it is in use, and write a stand-in into the data.
    """
    for at, text in strings(record):
        for found in _settings(text):
            value = found[1].rstrip(".")
            name = _name(text, found)
            if not name or _HASH.search(name) or _NAME.fullmatch(value):
                continue
            seems_real = drawn(value) and bits(value) >= LEAST_BITS and re.search(r"\d", value)
            if seems_real and not any(keys(found[0])):
                yield Problem(at, f"'{name[-40:]}' is '{masked_key(value)}'")


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
