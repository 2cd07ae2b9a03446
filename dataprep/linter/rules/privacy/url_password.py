"""DP603: a password in a URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.masking import HIDDEN
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_URL = re.compile(
    r"\b([a-z][a-z0-9+.-]{1,20})://([^\s/:@\"'<>]{0,64}):([^\s/@\"'<>]{3,128})@([\w.-]+)", re.I
)
# What people write for a password that is none.
_STAND_IN = re.compile(
    r"(?:my|your|the|db|some|a|user)?[-_]?"
    r"(?:pass(?:w(?:or)?d|phrase)?|pwd|pw|secret|token|key|api[-_]?key|user(?:name)?|root|admin|"
    r"postgres|mysql|mongo|redis|rabbitmq|guest|test|demo|example|change_?me|none|null|foo|bar|"
    r"\d{1,6})[-_]?(?:here|\d{0,4})|.*(?:x{3}|\*{2}|\.{3}|…|[${}\[\]()%•]).*",
    re.I,
)
_LOCAL = re.compile(
    r"(?:localhost|127\.|0\.0\.0\.0|(?:.*\.)?(?:example|test|invalid|local)(?:\.(?:com|org|net))?$)",
    re.I,
)


@record_rule("DP603", Severity.WARNING, trigger=r"://[^ /@:\"]{0,64}:[^ @/\"]{3,128}@")
def url_password(record: Record, context: Context) -> Iterator[Problem]:
    """A URL holds a user's password.

    ## Why
    With the address beside it, the password is of use to whoever gets the file or asks the
    model. Stand-ins (`user:password@`), variables and hosts that are the reader's own
    (`localhost`, `example.com`) are not reported.

    ## What to do
    Change the password where it is in use, and write a stand-in into the data.

    ## Fix safety
    Unsafe: the text changes. The word `password` takes its place.
    """
    for at, text in strings(record):
        for found in _URL.finditer(text):
            scheme, user, password, host = found.groups()
            if password != user and not _STAND_IN.fullmatch(password) and not _LOCAL.match(host):
                words = f"a password in '{scheme}://{user[:1]}{HIDDEN}:{HIDDEN}@{host}'"
                fix = unsafe("write 'password'", Reword(at, *found.span(3), "password"))
                yield Problem(at, words, fix=fix)
