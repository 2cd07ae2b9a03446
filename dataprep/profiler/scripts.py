"""Which scripts texts are written in: their letters, counted by Unicode's property Script."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import regex

LATIN, OTHER = "Latin", "Other"
# The scripts that are told apart; names are Unicode's.
SCRIPTS = (
    *(LATIN, "Han", "Cyrillic", "Arabic", "Hiragana", "Katakana", "Hangul", "Devanagari", "Greek"),
    *("Hebrew", "Thai", "Bengali", "Tamil", "Telugu", "Kannada", "Malayalam", "Gujarati"),
    *("Gurmukhi", "Oriya", "Sinhala", "Myanmar", "Khmer", "Lao", "Tibetan", "Georgian"),
    *("Armenian", "Ethiopic", "Mongolian"),
)

_ASCII = bytes(range(128))
_NO_LETTERS = bytes(byte for byte in _ASCII if not chr(byte).isalpha())


def letters(texts: Iterable[str]) -> Counter[str]:
    """Return how many letters TEXTS have of each script."""
    data = "\n".join(texts).encode("utf-8", "replace")
    # Most letters are ASCII: they are counted without looking at each.
    beyond = data.translate(None, _ASCII)
    latin = len(data.translate(None, _NO_LETTERS)) - len(beyond)
    found = Counter({LATIN: latin} if latin else {})
    for character, number in Counter(beyond.decode()).items():
        if character.isalpha():
            found[_script(character)] += number
    return found


@cache
def _script(letter: str) -> str:
    match = _pattern().match(letter)
    return (match and match.lastgroup) or OTHER


@cache
def _pattern() -> regex.Pattern[str]:
    import regex

    return regex.compile("|".join(rf"(?P<{name}>\p{{Script={name}}})" for name in SCRIPTS))
