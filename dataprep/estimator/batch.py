"""A batch lays out the records of a part for counting: few big lists, in the records' order.

A tokenizer is fast on many texts at once, and a dictionary of whole texts would take as long as
it. What many records begin with is counted once: their roles and system prompt, their *frame*.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from dataprep.estimator.toolbox import Toolbox
from dataprep.records import source
from dataprep.records.record import Line, Record, State, read
from dataprep.tokens.chat import PER_MESSAGE, PER_SEQUENCE, SYSTEM, Uncountable, sequences

if TYPE_CHECKING:
    from dataprep.tokens.chat import Mark, Sequence
    from dataprep.tokens.images import Image

    # Roles to count, a system prompt, and tokens that are there without a text.
    Frame = tuple[tuple[str, ...], str, int]


class Unsure(NamedTuple):
    """What of a sequence is perhaps not billed: its texts from BEGIN on, and so many TOKENS."""

    begin: int
    tokens: int


@dataclass(slots=True)
class Batch:
    """The sequences of a part. That number i has the texts from STARTS[i] on, and FRAMES[i].

    Each text is its OWNER's. UNSURE and IMAGES are of the few sequences that have them. LINES
    counts physical lines; RECORDS and DIGESTS have one entry a record: its line, and a hash.
    """

    lines: int = 0
    skipped: int = 0
    records: list[int] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    unsure: dict[int, Unsure] = field(default_factory=dict)
    images: dict[int, list[Image]] = field(default_factory=dict)
    marks: Counter[Mark] = field(default_factory=Counter)
    tools: Toolbox = field(default_factory=Toolbox)

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
        self.owners += owners
        if sequence.perhaps.strings:
            self.unsure[number] = Unsure(len(self.texts), sequence.perhaps.tokens)
            self.texts += sequence.perhaps.strings
            self.owners += sequence.perhaps.owners
        if sequence.images:
            self.images[number] = sequence.images
        self.marks.update(sequence.marks)


def batch(data: bytes, method: str) -> Batch:
    """Return the records of METHOD in DATA; blank lines are neither records nor skipped."""
    found = Batch()
    system = ""
    for number, line in enumerate(source.lines(data), 1):
        record = read(Line("", number, line))
        if not isinstance(record, Record):
            found.skipped += record.state is not State.BLANK
            continue
        roles, texts = record.roles, record.texts
        if method == "sft" and texts and set(map(type, roles)) == _TEXT:
            # The same object for the same prompt: its hash is taken once.
            if roles[0] in SYSTEM:
                if texts[0] != system:
                    system = texts[0]
                found.frames.append((roles, system, PER_SEQUENCE + PER_MESSAGE * len(roles)))
                texts, roles = texts[1:], roles[1:]
            else:
                found.frames.append((roles, "", PER_SEQUENCE + PER_MESSAGE * len(roles)))
            found.starts.append(len(found.texts))
            found.texts += texts
            found.owners += roles
        else:
            try:
                each = sequences(record.value, method)
            except Uncountable:
                found.skipped += 1
                continue
            for sequence in each:
                found.add(sequence)
            found.tools.add(record.value)
        found.records.append(number)
        found.digests.append(xxhash.xxh3_64_intdigest(line))
    found.lines = data.count(b"\n")
    return found


_TEXT = {str}
