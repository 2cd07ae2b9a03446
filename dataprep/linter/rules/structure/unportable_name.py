"""DP120: a name that not every server takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

LONGEST = 64
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
    """
    name = message.get("name")
    if not isinstance(name, str):
        return
    portable = _PORTABLE.match(name)
    end = portable.end() if portable else 0
    if end < len(name):
        words = f"the name {quoted(name)} holds {quoted(name[end])}, which some servers refuse"
        yield Problem(f"{at}/name", words)
    elif len(name) > LONGEST:
        yield Problem(f"{at}/name", f"the name has {len(name)} characters, more than {LONGEST}")
