"""DP407: a variable of a template that was not filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import (
    is_plainly_code,
    prose,
    reads_as_code,
    texts,
)
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = (
    r"\{\{ {0,3}[a-z_]|\$\{[a-z_]|<%|\{0\}"
    r'|([ nrt(*_>]|":")\{[a-z][a-z0-9_ ]{1,60}\}'
)
# Before it stands what may come before a word that is not quoted: who quotes a variable talks of
# it. Each pattern begins with a letter of its own, to which a search leaps.
BEFORE = r"(?<![^\s(*_>]{})"
VARIABLES = [
    re.compile(sign + BEFORE.format(sign) + name + r"(?![\w/{}])")
    for sign, name in (
        (r"\{", r"(?:\{ {0,3}[A-Za-z_][\w. ]{0,60}(?:\|[\w ]{1,30})?\}\}|0\})"),
        (r"\{", r"[a-z][a-z0-9]+(?:[_ ][a-z0-9]+)*\}"),
        (r"\$", r"\{[A-Za-z_][\w.]+\}"),
        (r"<", r"%=? ?[\w.]+ ?%>"),
    )
]


@message_rule("DP407", Severity.WARNING, roles="system developer user assistant", trigger=TRIGGER)
def unfilled_variable(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A variable of a template stands where its value should.

    ## Why
    The template was rendered without it, so the model is shown the name of a column and not its
    value, and in an answer learns to write such names. Code that is quoted in backticks, and text
    that is code, may hold any of them.

    ## What to do
    Render the template with the value, or remove the record.
    """
    for place, text in texts(message, at):
        plain = prose(text)
        if is_plainly_code(plain):
            continue
        found = next(filter(None, (variable.search(plain) for variable in VARIABLES)), None)
        if found and not reads_as_code(plain):
            yield Problem(place, f"{quoted(found[0])} was not filled")
