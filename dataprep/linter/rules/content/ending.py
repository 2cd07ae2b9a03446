"""How a text ends: whether its last sentence was cut off."""

from __future__ import annotations

from dataprep.linter.rules.content.texts import reads_as_code
from dataprep.linter.wording import quoted

# Words that no sentence ends with: English, German, French, Spanish, Italian. Those that one may
# end with ("in", "to", "on"), be it in another of these languages ("die", "la"), are not here.
_OPEN_WORDS = (
    "the|an|and|or|of|which|because|whose|our|my|your|their|its|than|every|whereas|although"
    "|und|oder|weil|dass|einem|einer|eines|zwischen|dem|et|les|une|aux|mais|dont|ainsi|puis"
    "|los|las|una|unos|unas|del|porque|pero|il|gli|nel|nella|della|dello|perché"
)
OPEN_WORDS = frozenset(_OPEN_WORDS.split("|"))
# In JSON a quotation mark that ends a text stands before one of three signs.
TRIGGER = rf'[a-z\x80-\xff,;:.!?)] [a-z\x80-\xff]+,"[,}}\]]| ({_OPEN_WORDS})"[,}}\]]'
FEWEST_WORDS = 6
# How much of the end is looked at: the last sentences.
LOOKED_AT = 400


def loose_end(text: str) -> str:
    """Return the words that TEXT breaks off with, as a message quotes them, or ""."""
    last = text[-1:]
    if last == "," or last.isalpha():
        word = text[text.rfind(" ") + 1 :]
        if (word in OPEN_WORDS or (last == "," and word[:-1].isalpha())) and _is_prose(text):
            return quoted(text[-30:].partition(" ")[2] or word)
    return ""


def _is_prose(text: str) -> bool:
    """Say whether the last line of TEXT is of words and commas, and no part of it is code."""
    line = text[-LOOKED_AT:].rpartition("\n")[2]
    words = line.split()
    plain = sum(word.strip(".,;:!?()'\"-*").isalpha() for word in words)
    return (
        len(words) >= FEWEST_WORDS
        and plain >= 0.8 * len(words)
        and not line.lstrip().startswith(("#", "//", "-", "*", "|", ">"))
        and "```" not in text
        and not reads_as_code(text)
    )
