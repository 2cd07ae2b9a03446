"""How a text ends: whether its last sentence was cut off."""

from __future__ import annotations

import re

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
# Two words that no sentence ends with, though the second may end one.
PAIRS = (
    r"(?:is|was|has|had|have|of|in|with|as|for|to|by|on|at|from|and|or|be|like|into|than|not) a"
    r"|(?:in|auf|mit|von|an|aus|bei|nach|zu) (?:der|das|den|ein|eine|einen)"
    r"|(?:de|en|con|por|dans|sur|avec|pour) (?:la|el|le)|, who|, which"
)
PAIR = re.compile(rf"(?:^| |(?=,))(?:{PAIRS})\Z")
# A verb that needs more, behind a noun; questions and comparisons may end with it.
VERB = re.compile(
    r"(?<! it)(?<! he)(?<! she)(?<! they)(?<! we)(?<! you)(?<! I)(?<! this)(?<! that)(?<! these)"
    r"(?<! those)(?<! there)(?<! here)(?<! so)(?<! or)(?<! and)(?<! not) (?:is|are|was|were)\Z"
)
NO_VERB = re.compile(r"\b(?:wh\w+|how|as|than|if|that|it|yes|no)\b", re.IGNORECASE)
# What a text ends with that breaks off: half a word, a dash, a mark of a list, a note.
HALF = re.compile(r"\b[a-z]{3,}-\Z|[\w,] [\u2013\u2014]\Z")
ITEM = re.compile(r"^(?:(\d{1,2})[.)]|[-*]) ?\Z", re.MULTILINE)
NOTE = re.compile(
    r"[\[(](?:(?:output |text |response |answer )?(?:truncated|cut off)|continued)\b"
    r"[^\])\n]{0,40}[\])]?\Z"
    r"|\[\.\.\.\]\Z",
    re.IGNORECASE,
)
# A row of a table without its last sign, below a whole one; a link.
ROW = re.compile(r"\|\n\|[^\n\"\\]{1,40}[A-Za-z0-9 ]\Z")
LINK = re.compile(r"\]\(https?://[!#-'*-\[\]-~]{0,80}\Z")
CLOSING = re.compile(r"regards|wishes|sincerely|faithfully|love|thanks|cheers|yours|greetings")
# In JSON a quotation mark that ends a text stands before one of three signs.
TRIGGER = (
    rf'[^ ] [a-z\x80-\xff]+,"[,}}\]]| ({_OPEN_WORDS})"[,}}\]]'
    r"| (is|was|has|had|have|of|in|with|as|for|to|by|on|at|from|and|or|be|like|into|than|not)"
    r' a"[,}\]]'
    r'| (in|auf|mit|von|an|aus|bei|nach|zu) (der|das|den|ein|eine|einen)"[,}\]]'
    r'| (de|en|con|por|dans|sur|avec|pour) (la|el|le)"[,}\]]|, who"[,}\]]'
    r'| (is|are|was|were)"[,}\]]|[a-z]-"[,}\]]| \xe2\x80[\x93\x94]"[,}\]]'
    r'|n[0-9]{1,2}[.)] ?"[,}\]]|n[*-] ?"[,}\]]'
    r'|\\n\|[^\\"]{1,120}[a-z0-9 ]"[,}\]]|\]\(https?://[^)\\" ]{0,80}"[,}\]]'
    r"|\[truncated|\[cut off|\(continued|\[continued|\(truncated|\(cut off|\[\.\.\.\]\""
    r"|[\[(](output|text|response|answer) (truncated|cut off)"
)
FEWEST_WORDS = 6
# An open word needs no more before it.
FEW_WORDS = 4
LONGEST_PAIR = 16
# How much of the end is looked at: the last sentences.
LOOKED_AT = 400


def loose_end(text: str) -> str:
    """Return the words that TEXT breaks off with, as a message quotes them, or ""."""
    last = text[-1:]
    if last.isalpha():
        word = text[text.rfind(" ") + 1 :]
        end = text[-LOOKED_AT:]
        open_ended = word in OPEN_WORDS or PAIR.search(text[-LONGEST_PAIR:]) or _lacks_more(end)
        loose = bool(open_ended) and _is_prose(text, FEW_WORDS)
    elif last == ",":
        word = text[text.rfind(" ") + 1 : -1]
        line = text[text.rfind("\n") + 1 :].lower()
        loose = word.isalpha() and not CLOSING.search(line) and _is_prose(text, FEWEST_WORDS)
    elif HALF.search(text[-40:]):
        loose = _is_prose(text, FEW_WORDS)
    else:
        loose = NOTE.search(text[-80:]) is not None or _is_lone_item(text)
    if not loose and (last.isalnum() or last in " /-."):
        end = text[-LOOKED_AT:]
        loose = any(broken.search(end) for broken in (ROW, LINK))
    return quoted(text[-30:].partition(" ")[2] or text[-30:]) if loose else ""


def _lacks_more(end: str) -> bool:
    """Say whether END breaks off at a verb that needs an object."""
    return VERB.search(end[-LONGEST_PAIR:]) is not None and not NO_VERB.search(
        re.split(r"[.!?\n] ?", end)[-1]
    )


def _is_lone_item(text: str) -> bool:
    """Say whether the last line of TEXT is the mark of a list's next item, and nothing else."""
    before, _, line = text.rpartition("\n")
    mark = ITEM.match(line)
    if not mark:
        return False
    previous = before[before.rfind("\n") + 1 :]
    start = f"{int(mark[1]) - 1}{line.strip()[-1]} " if mark[1] else f"{line.strip()} "
    return previous.startswith(start) and not reads_as_code(text)


def _is_prose(text: str, fewest: int) -> bool:
    """Say whether the last line of TEXT is of words and commas, and no part of it is code."""
    line = text[-LOOKED_AT:].rpartition("\n")[2]
    words = line.split()
    plain = sum(word.strip(".,;:!?()'\"-*\u2013\u2014").isalpha() for word in words)
    return (
        len(words) >= fewest
        and plain >= 0.75 * len(words)
        and not line.lstrip().startswith(("#", "//", "-", "*", "|", ">"))
        and "```" not in text
        and not reads_as_code(text)
    )
