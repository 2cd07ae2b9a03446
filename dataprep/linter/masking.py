"""Masking: what of a secret a message may show."""

from __future__ import annotations

import re

HIDDEN = "•••"
# What is left of a secret: enough to find it again, too little to use it.
SHOWN = 4

_EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
# Nine digits or more may be a card, an account or a telephone; a date has eight.
_NUMBER = re.compile(r"(?<![\w.-])\+?\(?\d(?:[ ()-]{0,2}\d){8,}(?!\w)")
# What begins as keys do, or is long and holds letters and digits without a break.
_KEY = re.compile(
    r"\b(?:[sr]k[-_]|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|hf_|npm_|pypi-|eyJ|AIza|AKIA)[\w.-]{12,}"
    r"|(?<![\w+/])(?=[\w+/]{32})(?=[A-Za-z+/]*\d)(?=[\d+/]*[A-Za-z])[\w+/]{32,}={0,2}"
)
# What is told or assigned by its name, and what a URL names before its host.
_NAMES = ("passw", "secret", "token", "api")
_ASSIGNED = re.compile(
    r"(?P<name>(?:passw(?:or)?d|secret|token|api[_ -]?key)"
    r"(?:\\?[\"'`*]|\s){0,3}(?:=>|:=|=|:| is )(?:\\?[\"'`*]|\s){0,3})[^\s\"'`\\]{8,}",
    re.I,
)
_URL = re.compile(r"(?<=://)(?P<name>[^\s/:@\"'<>]?)[^\s/:@\"'<>]*:[^\s/@\"'<>]+(?=@)")
# Numbers of accounts and persons.
_NUMBERED = re.compile(
    r"(?<![\w-])(?P<name>[A-Z]{2})\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?!\w)"
    r"|(?<![\w.-])(?:\d{3}([- ])\d{2}\2\d{4}|[XYZ]?\d{7,8}-?[A-Z])(?![\w-])"
)


def masked(text: str) -> str:
    """Return TEXT with its keys, passwords, e-mail addresses and long numbers masked."""
    folded = text.lower()
    if any(name in folded for name in _NAMES):
        text = _ASSIGNED.sub(_named, text)
    if "://" in text:
        text = _URL.sub(_named, text)
    text = _NUMBERED.sub(_named, text)
    text = _KEY.sub(lambda found: masked_key(found[0]), text)
    if "@" in text:
        text = _EMAIL.sub(lambda found: masked_email(found[0]), text)
    return _NUMBER.sub(lambda found: masked_number(found[0]), text)


def _named(found: re.Match[str]) -> str:
    """Return what names the secret that was FOUND, and nothing of it."""
    return f"{found['name'] or ''}{HIDDEN}"


def masked_key(key: str) -> str:
    """Return the beginning of KEY, which tells whose it is."""
    return f"{key[:SHOWN]}{HIDDEN}"


def masked_number(number: str) -> str:
    """Return the last digits of NUMBER."""
    digits = [sign for sign in number if sign.isalnum()]
    return f"{HIDDEN}{''.join(digits[-SHOWN:])}"


def masked_email(address: str) -> str:
    """Return the first letter of ADDRESS and its top-level domain."""
    top = address.rpartition(".")[2]
    return f"{address[0]}{HIDDEN}@{HIDDEN}.{top}"
