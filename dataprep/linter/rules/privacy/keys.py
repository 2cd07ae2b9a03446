"""What the keys of well-known services look like."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import orjson

from dataprep.linter.rules.privacy.chance import drawn, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

# By service: a pattern whose last group, where it has one, is the part that is drawn by chance.
# They stand in this order: the first that fits names the key.
SHAPES = {
    "Anthropic key": r"sk-ant-(?:[a-z]+\d*-)?([A-Za-z0-9_-]{20,})",
    "OpenRouter key": r"sk-or-v1-([0-9a-f]{64})",
    "OpenAI key": r"sk-(?:proj|svcacct|admin)-([A-Za-z0-9_-]{20,})",
    "OpenAI key of the old kind": r"sk-([A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})",
    "secret key": r"sk-([A-Za-z0-9]{20,64})",
    "AWS access key": r"(?:AKIA|ASIA)([A-Z0-9]{16})",
    "AWS secret key": (
        r"(?i:aws_?secret_?(?:access_?)?key)[\"' ]{0,3}[:=][\"' ]{0,3}([A-Za-z0-9/+]{40})"
    ),
    "GitHub token": r"gh[pousr]_([A-Za-z0-9]{36,255})",
    "GitHub fine-grained token": r"github_pat_([A-Za-z0-9]{22}_[A-Za-z0-9]{59})",
    "GitLab token": r"gl(?:pat|dt|rt|ptt)-([A-Za-z0-9_-]{20,})",
    "Google API key": r"AIza([A-Za-z0-9_-]{35})",
    "Google OAuth secret": r"GOCSPX-([A-Za-z0-9_-]{28})",
    "Google OAuth token": r"ya29\.([A-Za-z0-9_-]{30,})",
    "Slack token": r"xox[abeoprs]-((?:\d+-)*[A-Za-z0-9-]{20,})",
    "Slack webhook": r"hooks\.slack\.com/services/(T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{20,})",
    "Stripe live key": r"[sr]k_live_([A-Za-z0-9]{20,})",
    "Stripe webhook secret": r"whsec_([A-Za-z0-9+/]{32,})",
    "Hugging Face token": r"hf_([A-Za-z]{34})",
    "npm token": r"npm_([A-Za-z0-9]{36})",
    "PyPI token": r"pypi-AgEIcHlwaS5vcmc([A-Za-z0-9_-]{50,})",
    "SendGrid key": r"SG\.([A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})",
    "Twilio key": r"SK([0-9a-f]{32})",
    "Azure storage key": r"AccountKey=([A-Za-z0-9+/]{86}==)",
    "DigitalOcean token": r"do[opr]_v1_([0-9a-f]{64})",
    "Telegram bot token": r"\d{8,10}:AA([A-Za-z0-9_-]{33})",
    "Databricks token": r"dapi([0-9a-f]{32})",
    "Discord webhook": r"discord(?:app)?\.com/api/webhooks/\d{17,20}/([A-Za-z0-9_-]{60,})",
    "Groq key": r"gsk_([A-Za-z0-9]{52})",
    "xAI key": r"xai-([A-Za-z0-9]{80})",
    "Replicate token": r"r8_([A-Za-z0-9]{37})",
    "Perplexity key": r"pplx-([A-Za-z0-9]{48})",
    "NVIDIA key": r"nvapi-([A-Za-z0-9_-]{64})",
    "Shopify token": r"shp(?:at|ca|pa|ss)_([a-f0-9]{32})",
    "Vault token": r"hvs\.([A-Za-z0-9_-]{24,})",
    "Atlassian token": r"ATATT3([A-Za-z0-9_=-]{100,})",
    "JSON web token": r"(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{16,})",
}

# A trigger is matched without regard to case and without look-around.
TRIGGER = "|".join((
    r"sk-[a-z0-9_-]{20}", r"(?:akia|asia)[a-z0-9]{16}", r"aws_?secret", r"gh[pousr]_[a-z0-9]{36}",
    r"github_pat_", r"gl(?:pat|dt|rt|ptt)-", r"aiza[a-z0-9_-]{35}", r"gocspx-", r"ya29\.",
    r"xox[abeoprs]-", r"hooks\.slack\.com/services/", r"k_live_", r"whsec_", r"hf_[a-z]{34}",
    r"npm_[a-z0-9]{36}", r"pypi-ageichlwas5vcmc", r"sg\.[a-z0-9_-]{22}\.", r"sk[0-9a-f]{32}",
    r"accountkey=", r"do[opr]_v1_", r":aa[a-z0-9_-]{33}", r"dapi[0-9a-f]{32}",
    r"/api/webhooks/", r"gsk_[a-z0-9]{52}", r"xai-[a-z0-9]{80}", r"r8_[a-z0-9]{37}",
    r"pplx-[a-z0-9]{48}", r"nvapi-", r"shp(?:at|ca|pa|ss)_", r"hvs\.[a-z0-9_-]{24}",
    r"atatt3", r"eyj[a-z0-9_-]{10,}\.eyj",
))  # fmt: skip

_ANY = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    + "|".join(f"(?P<s{number}>{shape})" for number, shape in enumerate(SHAPES.values()))
    + r")(?![A-Za-z0-9_])"
)
_SERVICES = tuple(SHAPES)
# The token that the best-known page about JSON web tokens shows.
_SHOWN = ("1234567890", "John Doe", "example")


class Key(NamedTuple):
    """A text that has the shape of a key of SERVICE."""

    service: str
    text: str
    start: int
    real: bool
    stand_in: bool


@lru_cache(maxsize=16)
def keys(text: str) -> tuple[Key, ...]:
    """Return what in TEXT has the shape of a key, and whether it looks real."""
    return tuple(_keys(text))


def _keys(text: str) -> Iterator[Key]:
    for found in _ANY.finditer(text):
        number = next(n for n in range(len(_SERVICES)) if found[f"s{n}"] is not None)
        service = _SERVICES[number]
        secret = found[_group(f"s{number}")]
        if secret.startswith("eyJ"):
            token = _web_token(secret)
            shown = any(word in token for word in _SHOWN)
            yield Key(service, found[0], found.start(), bool(token) and not shown, not token)
        else:
            yield Key(service, found[0], found.start(), drawn(secret), stand_in(secret))


def _group(name: str) -> int:
    """Return the number of the group inside the group NAME."""
    return _ANY.groupindex[name] + 1


def _web_token(text: str) -> str:
    """Return the second part of TEXT, decoded; nothing where the first two are no such JSON."""
    header, payload, _ = text.split(".")
    try:
        parts = [orjson.loads(urlsafe_b64decode(part + "===")) for part in (header, payload)]
    except (Error, orjson.JSONDecodeError):
        return ""
    return (
        orjson.dumps(parts[1]).decode() if isinstance(parts[0], dict) and "alg" in parts[0] else ""
    )
