"""What is in a part of a data set, as a share; shares add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from dataprep.profiler.entry import Entry, Speaker, entry
from dataprep.profiler.sample import Drawn, drawn, sample
from dataprep.profiler.scripts import letters
from dataprep.records.record import Line, Record, read
from dataprep.records.source import lines
from dataprep.tokens.chat import Uncountable
from dataprep.tokens.count import count

if TYPE_CHECKING:
    from dataprep.records.source import Part


@dataclass(slots=True)
class Share:
    """What some lines held. MESSAGES, and TOKENS of what stands in them, are counted by speaker.

    LENGTHS are the tokens of each record's longest sequence, which is what a model's limit cuts;
    TURNS the messages of each record. CONTENTS counts the records that hold a thing.
    """

    path: str = ""
    size: int = 0
    lines: int = 0
    messages: Counter[Speaker] = field(default_factory=Counter)
    tokens: Counter[Speaker] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    turns: Counter[int] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    contents: Counter[str] = field(default_factory=Counter)
    sample: list[Drawn] = field(default_factory=list)

    def merge(self, later: Share, samples: int) -> None:
        """Add the share LATER, whose lines follow this one's; SAMPLES of the records are kept."""
        moved = [line._replace(number=line.number + self.lines) for line in later.sample]
        self.add(later)
        self.sample = sample([*self.sample, *moved], samples)

    def add(self, other: Share) -> None:
        """Add the figures of OTHER."""
        self.size += other.size
        self.lines += other.lines
        for name in ("messages", "tokens", "lengths", "turns", "letters", "contents"):
            getattr(self, name).update(getattr(other, name))


@dataclass(frozen=True, slots=True)
class Plan:
    """How the parts of one data set are looked at; SAMPLES of their records are kept."""

    method: str
    encoding: str
    tokenizer: str
    samples: int

    def share(self, part: Part) -> Share:
        """Return what is in PART."""
        share = Share(part.path, size=part.end - part.start)
        found: list[Entry] = []
        kept: list[Line] = []
        for number, data in enumerate(lines(part.read()), 1):
            share.lines = number
            record = read(line := Line(part.path, number, data))
            if isinstance(record, Record) and (counted := _counted(record, self.method)):
                found.append(counted)
                kept.append(line)
        strings = chain.from_iterable(each.strings for each in found)
        counts = count(strings, self.encoding, tokenizer=self.tokenizer)
        for each in found:
            _tally(share, each, counts)
        share.letters = letters(text for each in found for text in each.texts)
        if self.samples:
            share.sample = sample(map(drawn, kept), self.samples)
        return share


def _counted(record: Record, method: str) -> Entry | None:
    """Return RECORD as it is counted, None where it has not the shape of METHOD."""
    try:
        return entry(record, method)
    except Uncountable:
        return None


def _tally(share: Share, record: Entry, counts: dict[str, int]) -> None:
    """Add RECORD to SHARE, by the token COUNTS of its strings."""
    lengths = record.lengths(counts)
    share.lengths[max(lengths)] += 1
    share.turns[len(record.said)] += 1
    for thing in record.held:
        share.contents[thing] += 1
    for speaker, strings in record.said:
        share.messages[speaker] += 1
        share.tokens[speaker] += sum(map(counts.__getitem__, strings))
