"""DP120: a name that not every server takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

LONGEST = 64
# Accents, once they are parted from their letters.
_MARKS = dict.fromkeys(range(0x300, 0x370))
_ODD = re.compile(r"[^A-Za-z0-9_-]")
_PORTABLE = re.compile(r"[A-Za-z0-9_-]*")


@message_rule(
    "DP120", Severity.WARNING, trigger=r'"name":"[a-z0-9_-]*[^a-z0-9_"-]|"name":"[a-z0-9_-]{65}'
)
def unportable_name(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """The `name` of a message is one that some servers refuse.

    ## Why
    Names of letters without accents, digits, `_` and `-`, of at most 64 characters, are read
    everywhere. OpenAI's servers of 2024 refused every other ("string does not match pattern
    '^[a-zA-Z0-9_-]+$'"); later ones take dots and umlauts.

    ## What to do
    Write `Joerg` for `Jörg` and `a_lind` for `a.lind`, or leave the name out.

    ## Fix safety
    Unsafe: who speaks is called otherwise then. Letters lose their accents; other signs that
    some servers refuse become `_`.
    """
    name = message.get("name")
    if not isinstance(name, str):
        return
    plain = normalize("NFKD", name).translate(_MARKS)
    sure = _ODD.sub("_", plain)[:LONGEST]
    fix = unsafe(f"write {quoted(sure)}", Put(f"{at}/name", sure))
    portable = _PORTABLE.match(name)
    end = portable.end() if portable else 0
    if end < len(name):
        words = f"the name {quoted(name)} holds {quoted(name[end])}, which some servers refuse"
        yield Problem(f"{at}/name", words, fix=fix)
    elif len(name) > LONGEST:
        yield Problem(
            f"{at}/name", f"the name has {len(name)} characters, more than {LONGEST}", fix=fix
        )
