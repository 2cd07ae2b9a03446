"""What is in a part of a data set, as a share; shares add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.profiler.sample import Drawn, drawn, sample
from dataprep.profiler.scripts import letters
from dataprep.profiler.speech import Speech, speeches
from dataprep.records.record import Line, Record, State, read
from dataprep.records.source import lines
from dataprep.tokens.chat import PER_SEQUENCE, Sequence, Uncountable, sequences
from dataprep.tokens.count import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataprep.records.source import Part

# Who speaks, and whether it is learnt.
Speaker = tuple[str, bool]


@dataclass(slots=True)
class Share:
    """What some lines held. MESSAGES and TOKENS are counted by speaker.

    LENGTHS are the tokens of each record's longest sequence, which is what a model's limit cuts;
    TURNS the messages of each record. CONTENTS counts the records that hold a thing.
    """

    path: str = ""
    size: int = 0
    lines: int = 0
    records: int = 0
    skipped: int = 0
    total: int = 0
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
        self.records += other.records
        self.skipped += other.skipped
        self.total += other.total
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
        found: list[tuple[list[Sequence], list[tuple[Speech, Sequence]]]] = []
        kept: list[Line] = []
        for number, data in enumerate(lines(part.read()), 1):
            share.lines = number
            record = read(line := Line(part.path, number, data))
            if not isinstance(record, Record):
                share.skipped += record.state is not State.BLANK
                continue
            try:
                whole = sequences(record.value, self.method)
            except Uncountable:
                share.skipped += 1
                continue
            said = [(each, _alone(each)) for each in speeches(record.value, self.method)]
            found.append((whole, said))
            share.contents.update(_contents(whole, said))
            kept.append(line)
        strings = [text for whole, _ in found for each in whole for text in each.strings]
        counts = count(strings, self.encoding, tokenizer=self.tokenizer)
        for whole, said in found:
            _tally(share, whole, said, counts)
        share.records = len(found)
        share.letters = letters(_said(said for _, said in found))
        if self.samples:
            share.sample = sample(map(drawn, kept), self.samples)
        return share


def _alone(speech: Speech) -> Sequence:
    """Return the message of SPEECH as a sequence of its own."""
    return sequences({"messages": [speech.message]}, "sft")[0]


def _contents(whole: Iterable[Sequence], said: list[tuple[Speech, Sequence]]) -> set[str]:
    """Return what a record holds beside plain messages."""
    held = {str(mark) for each in whole for mark in each.marks}
    if any(speech.role in ("system", "developer") for speech, _ in said):
        held.add("system")
    if any("weight" in speech.message for speech, _ in said):
        held.add("weight")
    return held


def _tally(
    share: Share,
    whole: list[Sequence],
    said: list[tuple[Speech, Sequence]],
    counts: dict[str, int],
) -> None:
    """Add one record to SHARE, by the token COUNTS of its strings."""
    lengths = [_length(each, counts) for each in whole]
    share.total += sum(lengths)
    share.lengths[max(lengths)] += 1
    share.turns[len(said)] += 1
    for speech, sequence in said:
        speaker = (speech.role, speech.trained)
        share.messages[speaker] += 1
        share.tokens[speaker] += _length(sequence, counts) - PER_SEQUENCE


def _length(sequence: Sequence, counts: dict[str, int]) -> int:
    return sequence.sure.length(counts) + sequence.perhaps.length(counts)


def _said(records: Iterable[list[tuple[Speech, Sequence]]]) -> list[str]:
    """Return the contents of all messages in RECORDS; roles are not what anybody wrote."""
    texts = []
    for said in records:
        for speech, sequence in said:
            content = speech.message.get("content")
            texts += [content] if isinstance(content, str) else sequence.sure.strings[1:]
    return texts
