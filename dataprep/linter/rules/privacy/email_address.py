"""DP605: somebody's e-mail address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Problem, Severity, unsafe
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
# Before these names stands a person, whatever the domain: `j.roe`, `jane_roe`, `jane2`.
_FIRST_NAMES = (
    "adam|alex|alice|amy|andrea|andrew|anna|anne|ben|bob|brian|carlos|carol|charlie|chris|claire|"
    "clara|dan|daniel|dave|david|diana|elena|emily|emma|eric|eva|frank|george|grace|hans|helen|"
    "henry|jack|james|jan|jane|jason|jean|jennifer|jessica|jim|joe|john|jonas|jose|juan|julia|"
    "karen|kate|kevin|laura|leo|linda|lisa|lucas|lucy|lukas|maria|marie|mark|martin|mary|matt|max|"
    "mia|michael|mike|mohammed|nancy|nina|olivia|oscar|pat|paul|peter|priya|rachel|robert|ryan|"
    "sam|sara|sarah|sophie|steve|susan|thomas|tim|tom|tony|wei|yuki"
)
_PERSON = re.compile(
    rf"(?:{_FIRST_NAMES})\d{{0,4}}|(?:{_FIRST_NAMES})[._-]?[a-z]{{2,20}}\d{{0,4}}"
    r"|[a-z]\.[a-z]{3,20}\d{0,4}|[a-z]{3,20}\.[a-z]{3,20}\d{0,4}",
    re.I,
)
# Words that no person is called by.
_THING = re.compile(
    r"(?:.*[._-])?(?:user|name|mail|email|test|demo|admin|first|last|your|my|some|any|no|reply|team|"
    r"group|list|service|support|customer|company|office|sales|info|contact|address|bot|dev|ops|"
    r"account|accounts|billing|example|sender|recipient|hello|help|news|noreply|system|server|"
    r"client|manager|owner|sample|dummy|fake|invalid|valid|app|api|web|site|domain|hr|it|marketing|"
    r"security|privacy|legal|press|media|feedback|orders|order|shop|store|payment|payments)\d*"
    r"(?:[._-].*)?",
    re.I,
)
_MACHINES = re.compile(
    r"users\.noreply\.github\.com|localhost(?:\..*)?|.*\b(?:x+|your.*)\b.*", re.I
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
    to anybody. Not reported are addresses of nobody (`noreply@…`, `support@…`), and those under
    domains for examples (`user@example.com`), but for those of a person: `jane.roe@example.com`
    seems made up, yet a model that reads it learns to write people's addresses, and where data
    were made anonymous it shows that names were left.

    ## What to do
    Replace it by `user@example.com`, or remove it. Where people agreed to its use,
    ignore this rule.

    ## Fix safety
    Unsafe: the text changes. `user@example.com`, which is nobody's, takes its place.
    """
    for at, text in strings(record):
        for found in _addresses(text):
            user, domain, top = found[1], found[2], found[3]
            known = _LONG.fullmatch(top) or (len(top) == len("de") and _is_country(domain, top))
            if known and not _NOBODY.fullmatch(user) and _is_somebody(user, domain):
                fix = unsafe(
                    "write user@example.com", Reword(at, *found.span(), "user@example.com")
                )
                yield Problem(at, f"an e-mail address: '{masked_email(found[0])}'", fix=fix)


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Give what in TEXT may be an address: looked for around each at sign, which are few."""
    end = 0
    for host in _HOST.finditer(text):
        sign = host.start()
        found = _ADDRESS.search(text, max(end, sign - LONGEST_USER), sign + LONGEST_DOMAIN)
        if found and found.start() < sign:
            end = found.end()
            yield found


def _is_somebody(user: str, domain: str) -> bool:
    """Say whether an address is at a real domain, or USER is a person's name all the same."""
    if not _NOWHERE.fullmatch(domain):
        return True
    person = _PERSON.fullmatch(user) and not _THING.fullmatch(user)
    return bool(person) and not _MACHINES.fullmatch(domain)


def _is_country(domain: str, top: str) -> bool:
    """Say whether TOP ends a host's name: what also ends files' names does after two dots."""
    return top.islower() and (not _FILES.fullmatch(top) or domain.count(".") > 1)
