"""Which rules may have something to say of a record: one pass over a part for all of them.

A rule's trigger is a regular expression without which the rule finds nothing. It is matched
without regard to case, in the bytes of a record as compact JSON: no space after a colon or
comma, no escape but those that JSON demands, a line feed a backslash and an ``n``. It only
spares the rule the records that it need not see: where the matcher has no wheel, and in small
files, every rule sees every record, and the findings are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import hyperscan

    from dataprep.records.record import Record

    Hits = Callable[[Record], Collection[str]]
    Scan = Callable[[bytes], Collection[str]]

# Compiling the triggers takes as long as running every rule on about so many bytes.
SMALL_BYTES = 1 << 20
# A line that escapes more than it must, or has spaces before a sign or many after it, is matched
# once more as the compact JSON it stands for. A single space after a colon is in the triggers.
UNLIKE = "unlike"
_UNLIKE = r'\\u[0-9a-f]{4}|\\/|"\s+[:,}\]]|":(\s{2}|[\t\r])'
# Places that match in a part, for each of its bytes: where there are more, each line is matched
# by itself, and each trigger once.
MANY = 0.05


def scan(triggers: Mapping[str, str], data: bytes, lines: Sequence[bytes], *, size: int) -> Hits:
    """Return the function that names the TRIGGERS found in a record of DATA, a part of a file.

    LINES are those of DATA; the file has about SIZE bytes.
    """
    matcher = _matcher(tuple(triggers.items())) if triggers and size >= SMALL_BYTES else None
    return matcher.hits(data, lines) if matcher else lambda _: triggers.keys()


def scan_each(triggers: Mapping[str, str], *, size: int) -> Scan:
    """Return the function that names the TRIGGERS in a record as compact JSON.

    It is for records that are not a part's lines; the file has about SIZE bytes.
    """
    matcher = _matcher(tuple(triggers.items())) if triggers and size >= SMALL_BYTES else None
    return matcher.named if matcher else lambda _: triggers.keys()


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

        waiting: dict[str, list[str]] = {_UNLIKE: [UNLIKE]}
        for name, expression in triggers:
            waiting.setdefault(expression.replace('":', '": ?'), []).append(name)
        self.names = list(waiting.values())
        self._expressions = tuple(waiting)
        self._full = hyperscan.ScanTerminated

    def hits(self, data: bytes, lines: Sequence[bytes]) -> Hits:
        """Return the function that names the triggers found in a record of DATA, by its line."""
        found: list[tuple[int, int]] = []
        most = MANY * len(data)

        def matched(number: int, _start: int, end: int, *_: object) -> bool:
            found.append((end, number))
            return len(found) > most

        try:
            _compiled(self._expressions).scan(data, match_event_handler=matched)
        except self._full:
            return lambda record: self.named(record.text)
        ends = list(accumulate(map(len, lines), lambda end, size: end + size + 1, initial=-1))
        by_line: dict[int, set[int]] = {}
        for end, number in found:
            by_line.setdefault(bisect_left(ends, end), set()).add(number)

        def hits(record: Record) -> Collection[str]:
            numbers = by_line.get(record.line.number)
            if not numbers:
                return ()
            if 0 in numbers:
                return self.named(record.text)
            return sorted(name for number in numbers for name in self.names[number])

        return hits

    def named(self, text: bytes) -> list[str]:
        """Return the names of the triggers in TEXT, a record as compact JSON."""
        found: list[str] = []
        database = _compiled(self._expressions, once=True)
        database.scan(text, match_event_handler=lambda n, *_: found.extend(self.names[n]))
        return sorted(name for name in found if name != UNLIKE)


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
