"""How two texts differ that are nearly the same."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from dataprep.linter.wording import quoted

# Of all words, so many are the same; of the letters of one misspelt word, so many.
ALIKE = 0.9
MISSPELT = 0.8

_WORD = re.compile(r"\w+")


def difference(text: str, other: str) -> str:
    """Return how TEXT differs from OTHER where that is a trifle, else nothing."""
    if "".join(text.split()) == "".join(other.split()):
        return "for spaces"
    if "".join(text.casefold().split()) == "".join(other.casefold().split()):
        return "for letter case"
    words, others = _WORD.findall(text.casefold()), _WORD.findall(other.casefold())
    if words == others:
        return "for punctuation"
    matcher = SequenceMatcher(None, others, words, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE / 2 or matcher.quick_ratio() < ALIKE / 2:
        return ""
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    _, start, end, begin, stop = changes[0]
    before, after = " ".join(others[start:end]), " ".join(words[begin:stop])
    misspelt = len(changes) == 1 and _misspelt(before, after)
    if not misspelt and matcher.ratio() < ALIKE:
        return ""
    match before, after:
        case "", _:
            return f"with {quoted(after)} added"
        case _, "":
            return f"without {quoted(before)}"
    return f"with {quoted(after)} for {quoted(before)}"


def _misspelt(word: str, other: str) -> bool:
    """Say whether two words differ as a slip does; two numbers differ on purpose."""
    if not (word.isalpha() and other.isalpha()):
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= MISSPELT
