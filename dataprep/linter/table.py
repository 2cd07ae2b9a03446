"""What is kept of every record, for the rules that see a file as a whole: numbers, packed.

A column is a function of a record. One that returns a number takes 8 bytes a record; one that
returns a text takes 2, and the first different texts are kept once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dataprep.records.record import Record

    Number = Callable[[Record], int]
    Text = Callable[[Record], str]

# How many different texts a column tells apart, and how much of each it keeps.
MOST_TEXTS = 256
LONGEST_TEXT = 4000
OTHER = 2**32 - 1
# From here on numpy finds equal numbers sooner than it takes to import it.
MANY = 20_000


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
        self.rows.extend([known.setdefault(text[:LONGEST_TEXT], len(known)) for text in texts])

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
        """Add what NUMBERS and TEXTS make of RECORDS; many at once are faster than each alone."""
        self.lines.extend([record.line.number for record in records])
        for number in numbers:
            column = self._numbers.setdefault(number.__name__, array("Q"))
            column.fromlist(list(map(number, records)))
        for text in texts:
            self._texts.setdefault(text.__name__, Texts()).extend(map(text, records))

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
