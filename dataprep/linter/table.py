"""What is kept of every record, for the rules that see a file as a whole: numbers, packed.

A column is a function of many records that returns a value for each. A number takes 8 bytes a
record; a text takes 4, and the first different texts are kept once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dataprep.records.record import Record

    Column = Callable[[Sequence[Record]], list["V"]]
    Number = Column[int]
    Text = Column[str]

V = TypeVar("V")

# Records that are looked at together.
BATCH = 256
# How many different texts a column tells apart, and how much of each it keeps.
MOST_TEXTS = 256
LONGEST_TEXT = 4000
OTHER = 2**32 - 1
# From here on numpy finds equal numbers sooner than it takes to import it.
MANY = 20_000


def each(value: Callable[[Record], V]) -> Column[V]:
    """Make of VALUE, a function of a record, a column."""

    @wraps(value)
    def column(records: Sequence[Record]) -> list[V]:
        return [value(record) for record in records]

    return column


def each_beyond(plain: V) -> Callable[[Callable[[Record], V]], Column[V]]:
    """Make a column of a function of a record; of every plain record (`Record`) it is PLAIN."""

    def made(value: Callable[[Record], V]) -> Column[V]:
        @wraps(value)
        def column(records: Sequence[Record]) -> list[V]:
            return [plain if record.roles else value(record) for record in records]

        return column

    return made


@dataclass(slots=True)
class Texts:
    """A column of texts. ROWS index KNOWN.

    Of a part of a file all texts are known; of what is merged, the first `MOST_TEXTS`. A row
    with another is `OTHER`.
    """

    rows: array[int] = field(default_factory=lambda: array("I"))
    known: dict[str, int] = field(default_factory=dict)

    def extend(self, texts: Iterable[str]) -> None:
        """Add the TEXTS of records."""
        known = self.known
        texts = [text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] for text in texts]
        for text in texts:
            if text not in known:
                known[text] = len(known)
        self.rows.fromlist([known[text] for text in texts])

    def merge(self, later: Texts) -> None:
        """Add the column LATER, whose records follow this one's."""
        codes = [self._code(text) for text in later.known]
        self.rows.extend(codes[row] if row != OTHER else OTHER for row in later.rows)

    def _code(self, text: str) -> int:
        if text not in self.known and len(self.known) == MOST_TEXTS:
            return OTHER
        return self.known.setdefault(text, len(self.known))


@dataclass(slots=True)
class Table:
    """The columns of one file's records. LINES holds the line number of each."""

    path: str = ""
    lines: array[int] = field(default_factory=lambda: array("Q"))
    _numbers: dict[str, array[int]] = field(default_factory=dict)
    _texts: dict[str, Texts] = field(default_factory=dict)

    def numbers(self, column: Number) -> Sequence[int]:
        """Return the column of numbers that the rule asked for."""
        return self._numbers.get(column.__name__, array("Q"))

    def texts(self, column: Text) -> Texts:
        """Return the column of texts that the rule asked for."""
        return self._texts.get(column.__name__) or Texts()

    def content(self, line: int) -> bytes | None:
        """Return what tells the record in LINE from others (the column `whole`), if it is here."""
        numbers, row = self._numbers.get("whole"), bisect_left(self.lines, line)
        if numbers is None or row == len(self.lines) or self.lines[row] != line:
            return None
        return numbers[row].to_bytes(8)

    def extend(
        self, records: Sequence[Record], numbers: Iterable[Number], texts: Iterable[Text]
    ) -> None:
        """Add what NUMBERS and TEXTS make of RECORDS."""
        self.lines.fromlist([record.line.number for record in records])
        for number in numbers:
            self._numbers.setdefault(number.__name__, array("Q")).fromlist(number(records))
        for text in texts:
            self._texts.setdefault(text.__name__, Texts()).extend(text(records))

    def merge(self, later: Table, before: int) -> None:
        """Add the table LATER, whose lines follow BEFORE others."""
        self.lines.extend(line + before for line in later.lines)
        for name, rows in later._numbers.items():
            self._numbers.setdefault(name, array("Q")).extend(rows)
        for name, texts in later._texts.items():
            self._texts.setdefault(name, Texts()).merge(texts)


def groups(numbers: Sequence[int]) -> list[list[int]]:
    """Return the rows that share a number, group by group, in order; 0 stands for nothing."""
    if len(numbers) < MANY:
        rows: dict[int, list[int]] = {}
        for row, number in enumerate(numbers):
            rows.setdefault(number, []).append(row)
        return [group for number, group in rows.items() if number and len(group) > 1]
    import numpy as np

    values = np.frombuffer(memoryview(numbers), dtype=np.uint64)  # type: ignore[arg-type]
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))
    ends = np.append(starts[1:], len(ordered))
    shared = (ends - starts > 1) & (ordered[starts] != 0)
    pairs = zip(starts[shared].tolist(), ends[shared].tolist(), strict=True)
    return sorted(order[start:end].tolist() for start, end in pairs)
