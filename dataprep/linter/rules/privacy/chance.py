"""Whether a text looks drawn by chance, as real keys are, or made up by a person."""

from __future__ import annotations

import re
from collections import Counter
from math import log2

# Bits a character that a drawn key of that length has at least; made-up ones repeat themselves.
LEAST_BITS = 2.9

# Equal characters in a row, or a walk along the digits, the alphabet or the keyboard.
_WALKS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
_STEPS = 5
_LONG_WALK = 8
_MADE_UP = re.compile(
    "|".join(
        walk[start : start + _STEPS] for walk in _WALKS for start in range(len(walk) - _STEPS + 1)
    )
    + r"|(.)\1{4}|(?P<part>.{3,8})(?P=part){2}",
    re.IGNORECASE,
)
_ALPHABETS = tuple(re.compile(alphabet) for alphabet in ("[a-z]", "[A-Z]", "[0-9]"))
# What people write where a key would stand.
_STAND_IN = re.compile(
    r"x{4}|example|your|placeholder|dummy|sample|redacted|replace|change_?me|insert|"
    r"secret|password|fake|\.\.\.|\*\*\*|<|\$\{|\{\{|…|(.)\1{7}|test|demo|_key|-key|token|foobar",
    re.IGNORECASE,
)


def bits(text: str) -> float:
    """Return the entropy of TEXT, in bits a character."""
    total = len(text)
    return -sum(number / total * log2(number / total) for number in Counter(text).values())


def drawn(text: str) -> bool:
    """Say whether TEXT looks drawn by chance."""
    if stand_in(text) or _MADE_UP.search(text) or _in_order(text) or bits(text) < LEAST_BITS:
        return False
    return sum(alphabet.search(text) is not None for alphabet in _ALPHABETS) > 1


def _in_order(text: str) -> bool:
    """Say whether the letters or the digits of TEXT go up in order, whatever stands between."""
    for alphabet in ("abcdefghijklmnopqrstuvwxyz", "1234567890"):
        signs = "".join(sign for sign in text.lower() if sign in alphabet)
        if alphabet[:_LONG_WALK] in signs:
            return True
    return False


def stand_in(text: str) -> bool:
    """Say whether TEXT says of itself that it only stands where a key would."""
    return _STAND_IN.search(text) is not None
