"""Which rules may have something to say of a record: one pass over a part for all of them.

A rule's trigger is a regular expression without which the rule finds nothing. It is matched
without regard to case, in the bytes of a record as compact JSON: no space after a colon or
comma, no escape but those that JSON demands, a line feed a backslash and an ``n``. That of a rule
about spelling is matched in the line as it stands. A trigger only spares the rule the records
that it need not see: where the matcher has no wheel, and in small files, every rule sees every
record, and the findings are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    import hyperscan

    from dataprep.records.record import Record

    Expressions = tuple[tuple[int, str], ...]
    Hits = Callable[[Sequence[Record]], Iterable[tuple[Record, Collection[str]]]]

_NOTHING = frozenset[int]()
# Compiling the triggers takes as long as running every rule on about so many bytes.
SMALL_BYTES = 1 << 20
# A line that escapes more than it must, or has spaces before a sign or many after it, is matched
# once more as the compact JSON it stands for. A single space after a colon is in the triggers.
SPACED = r'"\s+[:,}\]]|":(\s{2}|[\t\r])|,(\s{2,9}|[\t\r])"'
UNLIKE = rf"\\u[0-9a-f]{{4}}|\\/|{SPACED}"
# Places that match in a part, for each of its bytes: where there are more, each line is matched
# by itself, and each trigger once.
MANY = 0.05
# A part is looked at as compact JSON at once where so many escapes stand in its first bytes.
BEGINNING = 1 << 16
ESCAPES = 100


@dataclass(frozen=True, slots=True)
class Triggers:
    """The expressions by the codes of their rules; SPELLING are those about the line itself."""

    expressions: Mapping[str, str]
    spelling: frozenset[str]

    def scan(self, data: bytes, lines: Sequence[bytes], *, size: int) -> Hits:
        """Return the function that names the triggers found in records of DATA, part of a file.

        It gives the records in which there are some. LINES are those of DATA; the file has about
        SIZE bytes.
        """
        matcher = self._matcher(size)
        return matcher.hits(data, lines) if matcher else self._all

    def scan_each(self, *, size: int) -> Hits:
        """Return the function that names the triggers found in records that are no part's lines.

        They come from a file of about SIZE bytes.
        """
        matcher = self._matcher(size)
        return matcher.named if matcher else self._all

    def _all(self, records: Sequence[Record]) -> Iterator[tuple[Record, Collection[str]]]:
        return ((record, self.expressions.keys()) for record in records)

    def _matcher(self, size: int) -> Matcher | None:
        wanted = self.expressions and size >= SMALL_BYTES
        return _matcher(tuple(self.expressions.items()), self.spelling) if wanted else None


@cache
def _matcher(triggers: tuple[tuple[str, str], ...], spelling: frozenset[str]) -> Matcher | None:
    try:
        return Matcher(triggers, spelling)
    except ImportError:
        return None


class Matcher:
    """All triggers, compiled together."""

    def __init__(self, triggers: tuple[tuple[str, str], ...], spelling: frozenset[str]) -> None:
        """Compile TRIGGERS, pairs of a name and an expression; SPELLING are names.

        Raises:
            ImportError: there is no matcher for this machine.
        """
        import hyperscan

        waiting: dict[str, list[str]] = {UNLIKE: []}
        for name, expression in triggers:
            waiting.setdefault(expression.replace('":', '": ?'), []).append(name)
        self._names = list(waiting.values())
        self._expressions = tuple(enumerate(waiting))
        self._spelling = tuple(
            each for each in self._expressions if spelling & {*self._names[each[0]]}
        )
        self._full = hyperscan.ScanTerminated

    def hits(self, data: bytes, lines: Sequence[bytes]) -> Hits:
        """Return the function that names the triggers found in records of DATA, by their lines."""
        escaped = data.count(b"\\u", 0, BEGINNING) > ESCAPES
        found = self._found(self._spelling if escaped else self._expressions, data, lines)
        return self.named if found is None else partial(self._hits, found, escaped=escaped)

    def _hits(
        self, found: dict[int, set[int]], records: Sequence[Record], *, escaped: bool
    ) -> Iterator[tuple[Record, Collection[str]]]:
        """Give those of RECORDS in whose lines, or in what they stand for, something is FOUND.

        What lines unlike compact JSON stand for is looked at here: of all of them if ESCAPED.
        """
        unlike = [r for r in records if escaped or 0 in found.get(r.line.number, _NOTHING)]
        texts = [record.text for record in unlike]
        meant = self._found(self._expressions, b"\n".join(texts), texts)
        if meant is None:
            yield from self.named(records)
            return
        for row, numbers in meant.items():
            found.setdefault(unlike[row - 1].line.number, set()).update(numbers)
        for record in records:
            if record.line.number in found:
                yield record, self._known(found[record.line.number])

    def named(self, records: Sequence[Record]) -> Iterator[tuple[Record, Collection[str]]]:
        """Give RECORDS with the names of the triggers found in each."""
        for record in records:
            numbers = self._numbers(record.line.data)
            if 0 in numbers:
                numbers |= self._numbers(record.text)
            yield record, self._known(numbers)

    def _found(
        self, expressions: Expressions, data: bytes, lines: Sequence[bytes]
    ) -> dict[int, set[int]] | None:
        """Return the numbers of EXPRESSIONS by the line of DATA they are in, from 1.

        None: there are too many.
        """
        if not (expressions and lines):
            return {}
        found: list[tuple[int, int]] = []
        most = MANY * len(data)

        def matched(number: int, _start: int, end: int, *_: object) -> bool:
            found.append((end, number))
            return len(found) > most

        try:
            _compiled(expressions).scan(data, match_event_handler=matched)
        except self._full:
            return None
        ends = list(accumulate(map(len, lines), lambda end, size: end + size + 1, initial=-1))
        by_line: dict[int, set[int]] = {}
        for end, number in found:
            by_line.setdefault(bisect_left(ends, end), set()).add(number)
        return by_line

    def _numbers(self, text: bytes) -> set[int]:
        found: set[int] = set()
        database = _compiled(self._expressions, once=True)
        database.scan(text, match_event_handler=lambda number, *_: found.add(number))
        return found

    def _known(self, numbers: Iterable[int]) -> list[str]:
        return sorted(name for number in numbers for name in self._names[number])


@cache
def _compiled(expressions: Expressions, *, once: bool = False) -> hyperscan.Database:
    """Return what finds every place that matches, or ONCE a text each expression that does."""
    import hyperscan

    flags = hyperscan.HS_FLAG_CASELESS | (hyperscan.HS_FLAG_SINGLEMATCH if once else 0)
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[expression.encode() for _, expression in expressions],
        ids=[number for number, _ in expressions],
        elements=len(expressions),
        flags=[flags] * len(expressions),
    )
    return database
