"""Which rules may have something to say of a record: one pass over a part for all of them.

A rule's trigger is a regular expression without which the rule finds nothing. It is matched
without regard to case, in the bytes of a record as compact JSON: no space after a colon or
comma, no escape but those that JSON demands, a line feed a backslash and an ``n``; and in its
line as it stands. It only
spares the rule the records that it need not see: where the matcher has no wheel, and in small
files, every rule sees every record, and the findings are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import hyperscan

    from dataprep.records.record import Record

    Hits = Callable[[Sequence[Record]], Iterable[tuple[Record, Collection[str]]]]

# Compiling the triggers takes as long as running every rule on about so many bytes.
SMALL_BYTES = 1 << 20
# A line that escapes more than it must, or has spaces before a sign or many after it, is matched
# once more as the compact JSON it stands for. A single space after a colon is in the triggers.
SPACED = r'"\s+[:,}\]]|":(\s{2}|[\t\r])|,(\s{2,9}|[\t\r])"'
UNLIKE = rf"\\u[0-9a-f]{{4}}|\\/|{SPACED}"
# Places that match in a part, for each of its bytes: where there are more, each line is matched
# by itself, and each trigger once.
MANY = 0.05


def scan(triggers: Mapping[str, str], data: bytes, lines: Sequence[bytes], *, size: int) -> Hits:
    """Return the function that names the TRIGGERS found in records of DATA, a part of a file.

    It gives the records in which there are some. LINES are those of DATA; the
    file has about SIZE bytes.
    """
    matcher = _matcher(tuple(triggers.items())) if triggers and size >= SMALL_BYTES else None
    return matcher.hits(data, lines) if matcher else partial(_all, triggers)


def scan_each(triggers: Mapping[str, str], *, size: int) -> Hits:
    """Return the function that names the TRIGGERS found in records that are no part's lines.

    They come from a file of about SIZE bytes.
    """
    matcher = _matcher(tuple(triggers.items())) if triggers and size >= SMALL_BYTES else None
    return matcher.named if matcher else partial(_all, triggers)


def _all(
    triggers: Mapping[str, str], records: Sequence[Record]
) -> Iterable[tuple[Record, Collection[str]]]:
    return [(record, triggers.keys()) for record in records]


@cache
def _matcher(triggers: tuple[tuple[str, str], ...]) -> Matcher | None:
    try:
        return Matcher(triggers)
    except ImportError:
        return None


class Matcher:
    """All triggers, compiled together."""

    def __init__(self, triggers: tuple[tuple[str, str], ...]) -> None:
        """Compile TRIGGERS, pairs of a name and an expression.

        Raises:
            ImportError: there is no matcher for this machine.
        """
        import hyperscan

        waiting: dict[str, list[str]] = {UNLIKE: []}
        for name, expression in triggers:
            waiting.setdefault(expression.replace('":', '": ?'), []).append(name)
        self.names = list(waiting.values())
        self._expressions = tuple(waiting)
        self._full = hyperscan.ScanTerminated

    def hits(self, data: bytes, lines: Sequence[bytes]) -> Hits:
        """Return the function that names the triggers found in records of DATA, by their lines."""
        found: list[tuple[int, int]] = []
        most = MANY * len(data)

        def matched(number: int, _start: int, end: int, *_: object) -> bool:
            found.append((end, number))
            return len(found) > most

        try:
            _compiled(self._expressions).scan(data, match_event_handler=matched)
        except self._full:
            return self.named
        ends = list(accumulate(map(len, lines), lambda end, size: end + size + 1, initial=-1))
        by_line: dict[int, set[int]] = {}
        for end, number in found:
            by_line.setdefault(bisect_left(ends, end), set()).add(number)

        def hits(records: Sequence[Record]) -> Iterable[tuple[Record, Collection[str]]]:
            for record in records:
                if numbers := by_line.get(record.line.number):
                    yield record, self._names(numbers, record)

        return hits

    def named(self, records: Sequence[Record]) -> Iterable[tuple[Record, Collection[str]]]:
        """Give RECORDS with the names of the triggers found in each."""
        return [(each, self._names(self._numbers(each.line.data), each)) for each in records]

    def _numbers(self, text: bytes) -> set[int]:
        found: set[int] = set()
        database = _compiled(self._expressions, once=True)
        database.scan(text, match_event_handler=lambda number, *_: found.add(number))
        return found

    def _names(self, numbers: set[int], record: Record) -> list[str]:
        """Return what is known by NUMBERS, found in the line of RECORD."""
        if 0 in numbers:
            numbers |= self._numbers(record.text)
        return sorted(name for number in numbers for name in self.names[number])


@cache
def _compiled(expressions: tuple[str, ...], *, once: bool = False) -> hyperscan.Database:
    """Return what finds every place that matches, or ONCE a text each expression that does."""
    import hyperscan

    flags = hyperscan.HS_FLAG_CASELESS | (hyperscan.HS_FLAG_SINGLEMATCH if once else 0)
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[expression.encode() for expression in expressions],
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=[flags] * len(expressions),
    )
    return database
