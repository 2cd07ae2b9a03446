"""DP407: a variable of a template that was not filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.programs import is_plainly_code, is_program
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.content.texts import (
    asked,
    prose,
    reads_as_code,
    texts,
)
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

TRIGGER = (
    r"\{\{ {0,3}[a-z_#/]|\$\{[a-z_]|<%|\{0\}|\{%|%\([a-z_]*name\)s"
    r'|([ nrt(*_>]|":")\{[a-z][a-z0-9_ ]{1,60}\}'
    r"|(dear|hello|hi|hey) [\[<_@%$]|(?-i:_(NAME|DATE|ID|NUMBER|ADDRESS|EMAIL)[\]>])"
)
# Before it stands what may come before a word that is not quoted: who quotes a variable talks of
# it. Each pattern begins with a letter of its own, to which a search leaps.
BEFORE = r"(?<![^\s(*_>]{})"
VARIABLES = [
    re.compile(sign + BEFORE.format(sign) + name + r"(?![\w/{}])")
    for sign, name in (
        (r"\{", r"(?:\{ {0,3}[A-Za-z_][\w. ]{0,60}(?:\|[\w ]{1,30})?\}\}|0\})"),
        (r"\{", r"[a-z][a-z0-9]+(?:[_ ][a-z0-9]+)*\}"),
        # In capitals it is a variable of the shell, and meant.
        (r"\$", r"\{(?![A-Z_]+\})[A-Za-z_][\w.]+\}"),
        (r"<", r"%=? ?[\w.]+ ?%>"),
        (r"%", r"\([a-z_]*name\)s"),
    )
]
# These are placeholders, which another rule finds.
OTHERS = "(?!YOUR|INSERT|ENTER)"
# What a text must hold for the pattern to be looked for.
BLOCKS = [
    (("{%",), re.compile(r"\{%-? ?(?:if|for|set|block|include)\b[^%{}\n]{1,60}%\}")),
    (("{{#", "{{/"), re.compile(r"\{\{[#/](?:if|each|unless|with)\b[^{}\n]{0,40}\}\}")),
    (
        ("_NAME", "_DATE", "_ID", "_NUMBER", "_ADDRESS", "_EMAIL"),
        re.compile(
            rf"(?<![\w.])[\[<]{OTHERS}[A-Z]+(?:_[A-Z]+)*_(?:NAME|DATE|ID|NUMBER|ADDRESS|EMAIL)"
            r"[\]>](?!\()"
        ),
    ),
    (
        ("Dear ", "Hello ", "Hi ", "Hey "),
        re.compile(
            rf"\b(?:Dear|Hello|Hi|Hey) (?:\[{OTHERS}[A-Z_]{{3,}}\](?!\()|<[A-Z_]{{3,}}>"
            r"|\[\[[\w ]+\]\]|[\[<][a-z]+(?:_[a-z]+)+[\]>]|(__|@@)[A-Za-z_]+\1|%s|%\(\w+\)s"
            r"|\$[a-z_]{3,})"
        ),
    ),
]
# Whoever asks about templates, or for one, gets one.
ABOUT = re.compile(
    r"\b(?:templat\w+|jinja2?|vue|handlebars|mustache|liquid|django|angular|svelte|ejs|twig|blade"
    r"|bash|shell|ansible|helm|terraform|placeholders?|f-?strings?|format strings?|interpolat\w+"
    r"|merge (?:fields|tags))\b"
)
ROLES = ("system", "developer", "user", "assistant")


@record_rule("DP407", Severity.WARNING, trigger=TRIGGER)
def unfilled_variable(record: Record, context: Context) -> Iterator[Problem]:
    """A variable of a template stands where its value should.

    ## Why
    The template was rendered without it, so the model is shown the name of a column and not its
    value, and in an answer learns to write such names. Code that is quoted in backticks, and text
    that is code, may hold any of them, and so may a record that speaks of templates.

    ## What to do
    Render the template with the value, or remove the record.
    """
    for at, message in record.messages:
        if message["role"] not in ROLES or is_program(message):
            continue
        for place, text in texts(message, at):
            plain = prose(text)
            found = None if is_plainly_code(plain) else _variable(plain)
            if found and not reads_as_code(plain) and not ABOUT.search(asked(record)):
                yield Problem(place, f"{quoted(found[0])} was not filled")


def _variable(text: str) -> re.Match[str] | None:
    for pattern in VARIABLES:
        if found := pattern.search(text):
            return found
    for signs, pattern in BLOCKS:
        if any(map(text.__contains__, signs)) and (found := pattern.search(text)):
            return found
    return None
