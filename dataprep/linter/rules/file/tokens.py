"""What a line of JSON is made of: texts, numbers, literals, and what is written for them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from dataprep.linter.wording import quoted
from dataprep.records.pointer import column

_SPACE = re.compile(rb"[ \t\r\n]*")
_HEX = "[0-9a-fA-F]"
_HIGH, _LOW = f"[dD][89abAB]{_HEX}{{2}}", f"[dD][c-fC-F]{_HEX}{{2}}"
_GOOD_ESCAPE = rf'["\\/bfnrt]|u(?![dD][89a-fA-F]){_HEX}{{4}}|u{_HIGH}\\u{_LOW}'
_TEXT = re.compile(rf'"(?:[^"\\\x00-\x1f]|\\(?:{_GOOD_ESCAPE}))*+'.encode())
_CUT_ESCAPE = re.compile(rb"\\(u[0-9a-fA-F]{0,3})?\Z")
_ESCAPE = re.compile(rf"\\(?:u{_HEX}{{0,4}}|U{_HEX}{{8}}|x{_HEX}{{0,2}}|.)", re.DOTALL)
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
WORD = re.compile(rb"[-+.\w$\x80-\xff]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_ODD_NUMBER = re.compile(r"[-+]?(?:0[xXoObB][0-9a-fA-F_]+|[0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9]*)?)")
QUOTES = re.compile("[bBfFrRuU]{0,2}(['`\u2018\u2019\u201c\u201d\u201e\u00ab\u300c\uff02])")
_COMMENT = re.compile(rb"//|/\*|#|<!--")
_LITERALS = frozenset({"true", "false", "null", "none", "nil", "undefined"})
_NOT_FINITE = frozenset({"nan", "inf", "infinity"})
_UNSHOWN = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")


class Cause(Enum):
    """Why a line does not parse; each but the last has its rule."""

    NOT_FINITE = auto()
    COMMA = auto()
    SURROGATE = auto()
    NUL = auto()
    LITERAL = auto()
    QUOTES = auto()
    TWO_RECORDS = auto()
    CONTROL = auto()
    ESCAPE = auto()
    COMMENT = auto()
    UNQUOTED = auto()
    CUT = auto()
    SEPARATOR = auto()
    QUOTE = auto()
    DEPTH = auto()
    RETURN = auto()
    BRACKET = auto()
    NUMBER = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Mistake:
    """The first thing that is not JSON: why, at which byte of the line, and in words."""

    cause: Cause
    offset: int
    message: str


class FoundError(Exception):
    """Ends the reading: with a mistake, or at the end of the line without one."""

    def __init__(self, mistake: Mistake | None = None) -> None:
        super().__init__()
        self.mistake = mistake


class Tokens:
    """The bytes of a line, read one thing at a time."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def text(self, at: int) -> int:
        """Return where the text that begins at AT ends, behind its quote."""
        good = _TEXT.match(self.data, at)
        end = good.end() if good else at
        char = self.char(end)
        if char == '"':
            return end + 1
        if not char or _CUT_ESCAPE.match(self.data, end):
            words = f"the line ends inside a text that begins in column {self.column(at)}"
            raise self.wrong(Cause.CUT, len(self.data), words)
        self.nul(end)
        if char != "\\":
            name = {"\t": "tab", "\r": "carriage return"}.get(char, "control character")
            words = f"a raw {name} (U+{ord(char):04X}) inside a text"
            raise self.wrong(Cause.CONTROL, end, words)
        if half := _HALF.match(self.data, end):
            words = f"{half[0].decode()} is half of a surrogate pair"
            raise self.wrong(Cause.SURROGATE, end, words)
        escape = _ESCAPE.match(self.rest(end))
        raise self.wrong(
            Cause.ESCAPE, end, f"{said(escape[0] if escape else '')} is no escape in JSON"
        )

    def bare(self, at: int) -> int:
        """Return where a number or literal ends."""
        self.quotes(at)
        found = WORD.match(self.data, at)
        if found is None:
            raise self.stray(at)
        word = found[0].decode("utf-8", "replace")
        if word in ("true", "false", "null"):
            return found.end()
        if _NUMBER.fullmatch(word):
            if math.isinf(float(word)):
                raise self.wrong(Cause.NUMBER, at, f"{quoted(word)} is larger than any number")
            return found.end()
        if word.lstrip("+-").casefold() in _NOT_FINITE:
            raise self.wrong(Cause.NOT_FINITE, at, f"{word} is not JSON")
        if word.casefold() in _LITERALS:
            raise self.wrong(Cause.LITERAL, at, f"{word} is not JSON")
        if _ODD_NUMBER.fullmatch(word) and any(map(str.isdigit, word)):
            raise self.wrong(
                Cause.NUMBER, at, f"{quoted(word)} is not a number as JSON writes them"
            )
        if not found[0].isascii() and not word[0].isalnum():
            raise self.stray(at)
        raise self.wrong(Cause.UNQUOTED, at, f"the text {quoted(word)} stands without quotes")

    def quotes(self, at: int) -> None:
        """Refuse quotes that are not JSON's."""
        if found := QUOTES.match(self.rest(at)):
            words = f"{found[1]} stands where a double quote must be"
            raise self.wrong(Cause.QUOTES, at, words)

    def comment(self, at: int) -> None:
        """Refuse a comment."""
        if _COMMENT.match(self.data, at):
            raise self.wrong(Cause.COMMENT, at, f"a comment: {said(self.rest(at))}")

    def nul(self, at: int) -> None:
        """Refuse a NUL byte."""
        if self.data[at : at + 1] == b"\x00":
            count = self.data.count(b"\x00")
            raise self.wrong(Cause.NUL, at, f"{count} NUL byte{'s' if count > 1 else ''}")

    def stray(self, at: int) -> FoundError:
        """Name a character that stands where none of its kind can."""
        char = self.char(at)
        if char == "\\":
            return self.wrong(Cause.ESCAPE, at, "a backslash stands outside a text")
        if char.isascii() and char.isprintable():
            word = WORD.match(self.data, at)
            shown = said(word[0].decode()) if word else quoted(char)
            return self.wrong(Cause.OTHER, at, f"{shown} stands outside a text")
        name = unicodedata.name(char, "a control character").lower()
        return self.wrong(Cause.OTHER, at, f"{name} (U+{ord(char):04X}) stands outside a text")

    def wrong(self, cause: Cause, offset: int, message: str) -> FoundError:
        """Return the end of the reading: a mistake."""
        return FoundError(Mistake(cause, offset, message))

    def space(self, at: int) -> int:
        """Return where the spaces at AT end."""
        found = _SPACE.match(self.data, at)
        return found.end() if found else at

    def char(self, at: int) -> str:
        """Return the character at AT; nothing at the end."""
        return self.data[at : at + 4].decode("utf-8", "ignore")[:1]

    def rest(self, at: int) -> str:
        """Return what begins at AT, or as much of it as tells what it is."""
        return self.data[at : at + 200].decode("utf-8", "ignore")

    def column(self, at: int) -> int:
        """Return the column of the byte AT."""
        return column(self.data, at)

    def before(self, at: int) -> int:
        """Return where the last thing before AT ends."""
        return len(self.data[:at].rstrip(b" \t\r\n")) - 1


def said(text: str) -> str:
    """Return TEXT as a message quotes it, with spaces for what would break the line."""
    return quoted(_UNSHOWN.sub(" ", text))
