"""A batch lays out the records of a part for counting: few big lists, in the records' order.

A tokenizer is fast on many texts at once, and a dictionary of whole texts would take as long as
it. What many records begin with is counted once: their roles and system prompt, their *frame*.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import xxhash

from dataprep.estimator.toolbox import Toolbox
from dataprep.records import source
from dataprep.records.record import Line, Record, State, read
from dataprep.tokens.chat import PER_MESSAGE, PER_SEQUENCE, SYSTEM, Uncountable, sequences

if TYPE_CHECKING:
    from dataprep.records.record import Json
    from dataprep.tokens.chat import Mark, Sequence
    from dataprep.tokens.images import Image

    # Roles to count, a system prompt, and tokens that are there without a text.
    Frame = tuple[tuple[str, ...], str, int]


class Unsure(NamedTuple):
    """What of a sequence is perhaps not billed: its texts from BEGIN on, and so many TOKENS."""

    begin: int
    tokens: int


@dataclass(slots=True)
class Run:
    """So many SEQUENCES in a row whose texts have the same OWNERS, one after the other."""

    owners: tuple[str, ...]
    sequences: int = 0


@dataclass(slots=True)
class Batch:
    """The sequences of a part. That number i has the texts from STARTS[i] on, and FRAMES[i].

    RUNS say whose the texts are. UNSURE and IMAGES are of the few sequences that have them. LINES
    counts physical lines; RECORDS and DIGESTS have one entry a record: its line, and a hash.
    """

    lines: int = 0
    skipped: int = 0
    records: list[int] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    unsure: dict[int, Unsure] = field(default_factory=dict)
    images: dict[int, list[Image]] = field(default_factory=dict)
    marks: Counter[Mark] = field(default_factory=Counter)
    tools: Toolbox = field(default_factory=Toolbox)

    @property
    def owners(self) -> list[str]:
        """Whose each text is."""
        return [owner for run in self.runs for owner in run.owners * run.sequences]

    @property
    def ends(self) -> list[int]:
        """Where the texts of each sequence end."""
        return [*self.starts[1:], len(self.texts)]

    @property
    def per_record(self) -> int:
        """How many sequences a record is: of a pair two."""
        return len(self.starts) // len(self.records)

    def add(self, sequence: Sequence) -> None:
        """Add SEQUENCE."""
        texts, owners = sequence.sure.strings, sequence.sure.owners
        tokens = sequence.sure.tokens + sequence.perhaps.tokens
        roles: tuple[str, ...] = ()
        system = ""
        if owners[1:2] and owners[1] in SYSTEM:
            roles, system = (texts[0],), texts[1]
            texts, owners = texts[2:], owners[2:]
        number = len(self.starts)
        self.starts.append(len(self.texts))
        self.frames.append((roles, system, tokens))
        self.texts += texts
        self.runs.append(Run((*owners, *sequence.perhaps.owners), 1))
        if sequence.perhaps.strings:
            self.unsure[number] = Unsure(len(self.texts), sequence.perhaps.tokens)
            self.texts += sequence.perhaps.strings
        if sequence.images:
            self.images[number] = sequence.images
        self.marks.update(sequence.marks)


def batch(data: bytes, method: str) -> Batch:
    """Return the records of METHOD in DATA; blank lines are neither records nor skipped."""
    lines = source.lines(data)
    found = Batch(lines=len(lines))
    openings = _Openings()
    last, run, system = None, Run(()), ""
    # Every record of a file comes through here: what is the same for all is looked up once.
    texts, starts, frames = found.texts, found.starts, found.frames
    records, digests, digest = found.records, found.digests, xxhash.xxh3_64_intdigest
    for number, line in enumerate(lines, 1):
        record = read(Line("", number, line))
        if not isinstance(record, Record):
            found.skipped += record.state is not State.BLANK
            continue
        said = record.texts
        if said and method == "sft" and (opening := openings[record.roles]):
            starts.append(len(texts))
            if opening.has_system:
                # One object for one prompt: its hash is taken once.
                if said[0] != system:
                    system = said[0]
                frames.append((record.roles, system, opening.tokens))
                texts += said[1:]
            else:
                frames.append((record.roles, "", opening.tokens))
                texts += said
            if opening is not last:
                last, run = opening, Run(opening.owners)
                found.runs.append(run)
            run.sequences += 1
        else:
            try:
                each = sequences(record.value, method)
            except Uncountable:
                found.skipped += 1
                continue
            for sequence in each:
                found.add(sequence)
            found.tools.add(record.value)
            last = None
        records.append(number)
        digests.append(digest(line))
    return found


class _Opening(NamedTuple):
    """What plain records with the same roles have in common; the OWNERS are of all other texts."""

    has_system: bool
    tokens: int
    owners: tuple[str, ...]


class _Openings(dict[tuple[Any, ...], _Opening | None]):
    """The opening of each tuple of roles that was asked for; None where they are no texts."""

    def __missing__(self, roles: tuple[Json, ...]) -> _Opening | None:
        has_system = roles[0] in SYSTEM
        tokens = PER_SEQUENCE + PER_MESSAGE * len(roles)
        countable = all(isinstance(role, str) for role in roles)
        self[roles] = _Opening(has_system, tokens, roles[has_system:]) if countable else None
        return self[roles]
