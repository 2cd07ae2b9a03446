"""A tally says what is in a part: its records, and their tokens as each model sees them."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.records import source
from dataprep.records.record import Line, Record, State, read
from dataprep.tokens.chat import Mark, Sequence, Uncountable, sequences
from dataprep.tokens.count import count

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Model
    from dataprep.records.source import Part


@dataclass(frozen=True, slots=True)
class Measure:
    """How a model sees text: its encoding, and the tokens after which it cuts an example off."""

    encoding: str
    limit: int | None

    @classmethod
    def of(cls, model: Model) -> Measure:
        """Return the measure of MODEL."""
        return cls(model.counted_with, model.max_tokens)


@dataclass(frozen=True, slots=True)
class Totals:
    """Tokens of records, by one measure.

    LOW is what is billed for sure, TOKENS all that may be; LONGEST and OVER_LIMIT are of
    single sequences.
    """

    low: int = 0
    tokens: int = 0
    longest: int = 0
    over_limit: int = 0

    def merge(self, other: Totals) -> Totals:
        """Return the totals of both."""
        return Totals(
            self.low + other.low,
            self.tokens + other.tokens,
            max(self.longest, other.longest),
            self.over_limit + other.over_limit,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """What is in one part, or in several; SKIPPED lines are none of the RECORDS."""

    size: int = 0
    records: int = 0
    skipped: int = 0
    marks: Counter[Mark] = field(default_factory=Counter)
    totals: dict[Measure, Totals] = field(default_factory=dict)

    def merge(self, other: Tally) -> Tally:
        """Return the tally of both."""
        measures = self.totals | other.totals
        return Tally(
            self.size + other.size,
            self.records + other.records,
            self.skipped + other.skipped,
            self.marks + other.marks,
            {
                by: self.totals.get(by, Totals()).merge(other.totals.get(by, Totals()))
                for by in measures
            },
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """How the parts of one training set are counted."""

    method: str
    measures: tuple[Measure, ...]
    tokenizer: str

    def tally(self, part: Part) -> Tally:
        """Return what is in PART."""
        records, skipped = countable(part.read(), self.method)
        strings = texts(records)
        encodings = {measure.encoding for measure in self.measures}
        counts = {each: count(strings, each, tokenizer=self.tokenizer) for each in encodings}
        return Tally(
            part.end - part.start,
            len(records),
            skipped,
            Counter(mark for record in records for each in record for mark in each.marks),
            {by: _totals(records, counts[by.encoding], by.limit) for by in self.measures},
        )


def texts(records: list[list[Sequence]]) -> list[str]:
    """Return all that is to be counted in RECORDS."""
    return [text for record in records for each in record for text in each.strings]


def countable(data: bytes, method: str) -> tuple[list[list[Sequence]], int]:
    """Return the records in DATA as sequences, and the number of lines that are none.

    A blank line is neither.
    """
    records, skipped = [], 0
    for line in source.lines(data):
        found = read(Line("", 0, line))
        if not isinstance(found, Record):
            skipped += found.state is not State.BLANK
            continue
        try:
            records.append(sequences(found.value, method))
        except Uncountable:
            skipped += 1
    return records, skipped


def _totals(records: list[list[Sequence]], counts: dict[str, int], limit: int | None) -> Totals:
    low = tokens = longest = over_limit = 0
    most = limit or sys.maxsize
    for record in records:
        over = False
        for each in record:
            sure = each.sure.length(counts)
            full = sure + each.perhaps.length(counts) if each.perhaps.strings else sure
            low += min(sure, most)
            tokens += full
            longest = max(longest, full)
            over |= full > most
        over_limit += over
    return Totals(low, tokens, longest, over_limit)
