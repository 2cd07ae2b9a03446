"""Where a line leaves JSON, and why: the ground of the rules about lines that do not parse.

The line is read as a parser would, to the first thing that cannot stand where it stands. What
stands there, and what came before it, tells a missing comma from a quote that was not escaped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem
from dataprep.linter.rules.file.tokens import QUOTES, WORD, Cause, FoundError, Mistake, Tokens, said
from dataprep.records.pointer import STRING, column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dataprep.linter.finding import Fix
    from dataprep.records.record import Unreadable

    Step = Callable[[int], tuple["Step", int]]

DEEPEST = 1024  # the parser goes no deeper

_NAMES = {"{": "an object", "[": "an array"}
_CLOSING = {"{": "}", "[": "]"}
_WRAPPED = re.compile(QUOTES.pattern + r"\{")


def problems(
    unreadable: Unreadable, cause: Cause, cure: Callable[[bytes], Fix | None] = lambda _: None
) -> Iterator[Problem]:
    """Give the mistake in a line as a problem, where CAUSE is its cause; CURE may fix the line."""
    data = unreadable.line.data
    found = mistake(data)
    if found and found.cause is cause:
        at = column(data, found.offset)
        yield Problem("", found.message, column=at, fix=cure(data))


@lru_cache(maxsize=1)
def mistake(data: bytes) -> Mistake | None:
    """Return the first mistake in DATA, one line in UTF-8; None where there is none."""
    reading = _Reading(data.rstrip(b" \t\r\n"))
    step: Step = reading.begin
    at = 0
    try:
        while True:
            step, at = step(at)
    except FoundError as found:
        return found.mistake


class _Reading(Tokens):
    """One reading of a line. Each step reads one thing and says what may follow."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.open: list[int] = []  # where each bracket stands that is not closed yet
        self.comma: int | None = None  # the comma just read
        self.ended: int | None = None  # where the last value ended, if it was a text
        self.key = ""

    def begin(self, at: int) -> tuple[Step, int]:
        """Read the first thing of the line."""
        at = self._next(at)
        char, rest = self.char(at), self.rest(at)
        if self.data.startswith(b'"{""', at):
            raise self.wrong(Cause.QUOTE, at, "quotes are doubled, as CSV writes them")
        if char in "}]":
            raise self.wrong(Cause.BRACKET, at, f"{char} closes nothing")
        stray = char < " " or not (char.isascii() or char.isalnum())
        if char in "{[" or stray or WORD.fullmatch(self.data, at) or _WRAPPED.match(rest):
            return self.value(at)
        raise self.wrong(Cause.OTHER, at, f"the line does not begin with {{ but with {said(rest)}")

    def value(self, at: int) -> tuple[Step, int]:
        """Read a value, or as much of it as an opening bracket."""
        at = self._next(at)
        char = self.char(at)
        if char in _CLOSING:
            self.open.append(at)
            self.comma = None
            if len(self.open) > DEEPEST:
                raise self.wrong(Cause.DEPTH, at, f"brackets are nested more than {DEEPEST} deep")
            return (self.key_or_end if char == "{" else self.item_or_end), at + 1
        if char == '"':
            end = self.ended = self.text(at)
            return self.after, end
        if char and char in ",]}":
            raise self._no_value(at, char)
        self.ended = None
        return self.after, self.bare(at)

    def item_or_end(self, at: int) -> tuple[Step, int]:
        """Read the first item of an array, or its end."""
        at = self._next(at)
        return (self.after if self.char(at) == "]" else self.value), at

    def key_or_end(self, at: int) -> tuple[Step, int]:
        """Read the first key of an object, or its end."""
        at = self._next(at)
        return (self.after if self.char(at) == "}" else self.member), at

    def member(self, at: int) -> tuple[Step, int]:
        """Read a key."""
        at = self._next(at)
        char = self.char(at)
        if char == '"':
            end = self.text(at)
            self.key = self.data[at + 1 : end - 1].decode()
            return self.colon, end
        if char in ",}]":
            raise self._no_value(at, char)
        if char in "{[":
            start = self.open[-1]
            words = f"a {char} where a key must be, in the {{ of column {self.column(start)}"
            raise self.wrong(Cause.BRACKET, at, words)
        self.quotes(at)
        word = WORD.match(self.data, at)
        if word and self.data[self.space(word.end()) :][:1] == b":":
            raise self.wrong(
                Cause.UNQUOTED, at, f"the key {said(word[0].decode())} stands without quotes"
            )
        if word and self.ended is not None and self.comma is not None:
            raise self._goes_on(self.ended)
        raise self.stray(at)

    def colon(self, at: int) -> tuple[Step, int]:
        """Read the colon after a key."""
        end, at = at, self._next(at)
        char = self.char(at)
        if char == ":":
            self.comma = None
            return self.value, at + 1
        word = WORD.match(self.data, at)
        if char.isalpha() and word and word[0] not in (b"true", b"false", b"null"):
            raise self._goes_on(end)
        raise self.wrong(Cause.SEPARATOR, at, f"no colon after {said(self.key)}")

    def after(self, at: int) -> tuple[Step, int]:
        """Read what follows a value."""
        if not self.open:
            raise self._end(at)
        end, at = at, self._next(at)
        char, opening = self.char(at), self.char(self.open[-1])
        if char == ",":
            self.comma = at
            return (self.member if opening == "{" else self.value), at + 1
        if char == _CLOSING[opening]:
            self.open.pop()
            self.ended = None
            return self.after, at + 1
        if char in "]}":
            start = self.column(self.open[-1])
            words = f"{char} where the {opening} of column {start} is open"
            raise self.wrong(Cause.BRACKET, at, words)
        if self.ended == end and not self._begins_anew(at, in_object=opening == "{"):
            raise self._goes_on(end)
        if char in '"{[-' or char.isalnum():
            raise self.wrong(Cause.SEPARATOR, at, f"no comma before {said(self.rest(at))}")
        raise self.stray(at)

    def _end(self, end: int) -> FoundError:
        """Say what follows the record, if anything does."""
        at = self.space(end)
        rest = self.rest(at)
        if not rest:
            return FoundError()
        char = rest[0]
        gap = len(rest) - len(rest.lstrip(",; \t\r\\n"))
        if rest[gap:].startswith(("{", "[")):
            cause = Cause.RETURN if b"\r" in self.data[end:at] else Cause.TWO_RECORDS
            told = (
                "a carriage return alone ends it" if cause is Cause.RETURN else "the line goes on"
            )
            return self.wrong(cause, at + gap, f"a record follows another: {told}")
        if rest == ",":
            return self.wrong(Cause.COMMA, at, "a comma before the end of the line")
        if char in "}]":
            return self.wrong(Cause.BRACKET, at, f"{char} closes nothing")
        self.comment(at)
        self.nul(at)
        if not char.isprintable():
            return self.stray(at)
        return self.wrong(Cause.OTHER, at, f"{said(rest)} stands after the record")

    def _next(self, at: int) -> int:
        """Return where the next thing begins; none, inside a record, means that it is cut off."""
        end, at = at, self.space(at)
        if at == len(self.data):
            start = self.open[-1] if self.open else 0
            what = _NAMES.get(self.char(start), "the line")
            words = f"the line ends inside {what} that begins in column {self.column(start)}"
            raise self.wrong(Cause.CUT, at, words)
        if self.ended is None or at > end or self.comma is not None:
            self.comment(at)
        self.nul(at)
        return at

    def _begins_anew(self, at: int, *, in_object: bool) -> bool:
        """Say whether after a text, with no comma between, the next member or item begins."""
        if self.char(at) in "{[":
            return self.data[at + 1 : at + 2] in (b"{", b"[", b'"', b" ", b"}", b"]")
        following = STRING.match(self.data, at)
        if following is None:
            return False
        mark = self.data[self.space(following.end()) :][:1]
        return mark == b":" if in_object else mark in (b",", b"]", b'"')

    def _no_value(self, at: int, char: str) -> FoundError:
        """Tell a comma too many from a value that is missing."""
        if self.comma is not None and char == ",":
            return self.wrong(Cause.COMMA, at, "two commas in a row")
        if self.comma is not None:
            return self.wrong(Cause.COMMA, self.comma, f"a comma before {char}")
        if self.char(self.before(at)) == ":":
            return self.wrong(Cause.OTHER, at, f"{said(self.key)} has no value")
        if char == ",":
            return self.wrong(Cause.COMMA, at, f"a comma after {self.char(self.before(at))}")
        return self.wrong(Cause.BRACKET, at, f"{char} where the other bracket is open")

    def _goes_on(self, end: int) -> FoundError:
        rest = self.rest(end)
        return self.wrong(Cause.QUOTE, end - 1, f"a text goes on after its quote: {said(rest)}")
