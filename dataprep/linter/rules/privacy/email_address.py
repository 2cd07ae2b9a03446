"""DP605: somebody's e-mail address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.masking import masked_email
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.privacy.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

_ADDRESS = re.compile(
    r"(?<![\w.%+/@:-])([A-Za-z0-9][\w.%+-]{0,63})@((?:[A-Za-z0-9-]+\.)+([A-Za-z]{2,24}))(?![\w@(=-]|\.\w)"
)
_HOST = re.compile(r"@[A-Za-z0-9-]+\.[A-Za-z0-9]")
LONGEST_USER, LONGEST_DOMAIN = 64, 256
# A mailbox that is nobody's own.
_NOBODY = re.compile(
    r"(?:no-?reply|do-?not-?reply|postmaster|webmaster|abuse|mailer-daemon|git|hg|svn|root|admin|"
    r"info|support|contact|help|sales|hello|office|service|security|press|jobs|careers|"
    r"user(?:name)?|you|your|name|someone|somebody|anyone|test|foo|bar|baz|example|"
    r"e?mail|first(?:name)?[._]?last(?:name)?|my)[\w.+-]{0,3}|your.*|.*example.*|x+",
    re.I,
)
# Domains that stand for any.
_NOWHERE = re.compile(
    r"(?:.*\.)?(?:(?:example|test|invalid|localhost|local|internal)(?:\.\w+)*|"
    r"(?:domain|mydomain|email|mail|website|site|foo|bar|server|host|company|mycompany|acme|"
    r"yourcompany|your-?\w+|x+)\.(?:com|org|net|tld)|users\.noreply\.github\.com)",
    re.I,
)
# Top-level domains of more than two letters under which people have their mail.
_LONG = re.compile(
    r"com|org|net|edu|gov|mil|info|biz|name|pro|int|coop|museum|aero|jobs|mobi|travel|dev|app|"
    r"xyz|online|site|tech|store|blog|cloud|email|me|space|world|live|life|news|agency|academy|"
    r"studio|design|digital|company|solutions|systems|software|network|group|club|shop|berlin|"
    r"wien|london|paris|nyc|tokyo|hamburg|cologne|bayern|amsterdam",
    re.I,
)
# Two letters that are a country, and oftener the end of a file's or a variable's name.
_FILES = re.compile(r"py|rs|js|md|sh|so|cc|cs|ts|pl|hs|ml|mm|id|at|is|in|to|do")


@record_rule("DP605", Severity.WARNING, trigger=r"[^\\][a-z0-9_.%+-]@[a-z0-9]")
def email_address(record: Record, context: Context) -> Iterator[Problem]:
    """A text holds an e-mail address that may be somebody's.

    ## Why
    The address is personal data: it is uploaded, the model learns it by heart, and may give it
    to anybody. Not reported are addresses of nobody (`noreply@…`, `support@…`), and of domains
    for examples (`example.com`).

    ## What to do
    Replace it by an address under `example.com`, or remove it. Where people agreed to its use,
    ignore this rule.
    """
    for at, text in strings(record):
        for found in _addresses(text):
            user, domain, top = found[1], found[2], found[3]
            known = _LONG.fullmatch(top) or (len(top) == len("de") and _is_country(domain, top))
            if known and not _NOBODY.fullmatch(user) and not _NOWHERE.fullmatch(domain):
                yield Problem(at, f"an e-mail address: '{masked_email(found[0])}'")


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Give what in TEXT may be an address: looked for around each at sign, which are few."""
    end = 0
    for host in _HOST.finditer(text):
        sign = host.start()
        found = _ADDRESS.search(text, max(end, sign - LONGEST_USER), sign + LONGEST_DOMAIN)
        if found and found.start() < sign:
            end = found.end()
            yield found


def _is_country(domain: str, top: str) -> bool:
    """Say whether TOP ends a host's name: what also ends files' names does after two dots."""
    return top.islower() and (not _FILES.fullmatch(top) or domain.count(".") > 1)
