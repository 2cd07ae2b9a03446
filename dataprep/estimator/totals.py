"""Totals add up the tokens of records, as one model counts them."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dataprep.tokens import images
from dataprep.tokens.chat import ASSISTANT, FRAMING, PER_MESSAGE
from dataprep.tokens.count import lengths

if TYPE_CHECKING:
    from dataprep.estimator.batch import Batch, Frame
    from dataprep.estimator.tally import Measure

IMAGES = "images"
# So many system prompts of a part are kept: what a prompt costs is worth a word where it is
# repeated, and a part where all are different must not be kept whole.
MOST_PROMPTS = 64


class Use(NamedTuple):
    """In how many RECORDS a thing is, and its TOKENS in all of them."""

    records: int
    tokens: int


@dataclass(slots=True)
class Totals:
    """Tokens of records, by one measure.

    A pair is two SEQUENCES. LOW is what is billed for sure, TOKENS all that may be; LENGTHS are
    those of each record. LONGEST and OVER_LIMIT are of single sequences, CUT is what is over the
    limit, and CUT_TRAINED how much of that would have been trained. BY_OWNER says whose the tokens
    are, ANSWERS how many texts are trained on.
    """

    sequences: int = 0
    low: int = 0
    tokens: int = 0
    lengths: array[int] = field(default_factory=lambda: array("Q"))
    longest: int = 0
    longest_path: str = ""
    longest_line: int = 0
    over_limit: int = 0
    cut: int = 0
    cut_trained: int = 0
    by_owner: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    prompts: dict[str, Use] = field(default_factory=dict)
    tools: dict[str, Use] = field(default_factory=dict)

    def merge(self, later: Totals, before: int) -> None:
        """Add the totals LATER, whose lines follow BEFORE others of their file."""
        self.sequences += later.sequences
        self.low += later.low
        self.tokens += later.tokens
        self.lengths.extend(later.lengths)
        if later.longest > self.longest:
            self.longest, self.longest_path = later.longest, later.longest_path
            self.longest_line = before + later.longest_line
        self.over_limit += later.over_limit
        self.cut += later.cut
        self.cut_trained += later.cut_trained
        self.by_owner.update(later.by_owner)
        self.answers += later.answers
        _add(self.prompts, later.prompts)
        _add(self.tools, later.tools)

    @property
    def trained(self) -> int:
        """The tokens that the model learns to write; all others are context."""
        return self.by_owner[ASSISTANT]

    @property
    def roles(self) -> dict[str, int]:
        """The tokens by owner, the most first."""
        return {owner: tokens for owner, tokens in self.by_owner.most_common() if tokens}


class Counted(NamedTuple):
    """The tokens of a batch: of each text, of all texts before each, of frames and their parts.

    USES says how many sequences have a frame.
    """

    texts: list[int]
    before: list[int]
    frames: dict[Frame, int]
    uses: Counter[Frame]
    words: dict[str, int]
    tools: dict[str, Use]


def counted(batch: Batch, encoding: str, *, tokenizer: str) -> Counted:
    """Count the tokens in BATCH."""
    frames = Counter(batch.frames)
    words = {word for roles, system, _ in frames for word in (*roles, system)}
    definitions = {definition for _, definition in batch.tools.given}
    others = [*words, *definitions]
    found = lengths(batch.texts + others, encoding, tokenizer=tokenizer)
    texts = found[: len(batch.texts)]
    of = dict(zip(others, found[len(texts) :], strict=True))
    tools: dict[str, Use] = {}
    for (name, definition), records in batch.tools.given.items():
        _add(tools, {name: Use(records, records * of[definition])})
    return Counted(
        texts,
        [0, *accumulate(texts)],
        {frame: sum(map(of.__getitem__, frame[0])) + of[frame[1]] + frame[2] for frame in frames},
        frames,
        of,
        tools,
    )


def totals(batch: Batch, counts: Counted, measure: Measure, path: str) -> Totals:
    """Return the totals of BATCH, of the file at PATH, by MEASURE."""
    found = Totals(sequences=len(batch.starts), tools=counts.tools)
    if not batch.records:
        return found
    before, frames = counts.before, counts.frames
    ends = [*batch.starts[1:], len(batch.texts)]
    full = [
        before[end] - before[start] + frames[frame]
        for start, end, frame in zip(batch.starts, ends, batch.frames, strict=True)
    ]
    # What is not sure of a sequence is the end of its texts.
    spare = {
        number: before[ends[number]] - before[unsure.begin] + unsure.tokens
        for number, unsure in batch.unsure.items()
    }
    if measure.images:
        for number, seen in batch.images.items():
            ranges = [images.tokens(image, measure.images) for image in seen]
            most = sum(each.high for each in ranges)
            full[number] += most
            spare[number] = spare.get(number, 0) + most - sum(each.low for each in ranges)
            found.by_owner[IMAGES] += most
    found.tokens = sum(full)
    found.low = found.tokens - sum(spare.values())
    each_has = len(full) // len(batch.records)
    of_records = full if each_has == 1 else map(sum, zip(*[iter(full)] * each_has, strict=True))
    found.lengths.extend(of_records)
    _longest(found, full, batch, path, each_has)
    limit = measure.limit or sys.maxsize
    if found.longest > limit:
        _cut(found, full, spare, batch, counts, limit, each_has)
    _owners(found, batch, counts)
    return found


def _longest(found: Totals, full: list[int], batch: Batch, path: str, each_has: int) -> None:
    found.longest = max(full)
    found.longest_path = path
    found.longest_line = batch.records[full.index(found.longest) // each_has]


def _cut(
    found: Totals,
    full: list[int],
    spare: dict[int, int],
    batch: Batch,
    counts: Counted,
    limit: int,
    each_has: int,
) -> None:
    """Say in FOUND what is over LIMIT."""
    over = [number for number, tokens in enumerate(full) if tokens > limit]
    found.over_limit = len({number // each_has for number in over})
    ends, owners = [*batch.starts[1:], len(batch.texts)], batch.owners
    for number in over:
        found.cut += full[number] - limit
        found.low -= max(0, full[number] - spare.get(number, 0) - limit)
        left = full[number] - limit
        last = batch.unsure[number].begin if number in batch.unsure else ends[number]
        for text in range(last - 1, batch.starts[number] - 1, -1):
            lost = min(left, counts.texts[text])
            found.cut_trained += lost if owners[text] == ASSISTANT else 0
            left -= lost + PER_MESSAGE
            if left <= 0:
                break


def _owners(found: Totals, batch: Batch, counts: Counted) -> None:
    """Say in FOUND whose the tokens are."""
    by_owner, begin = found.by_owner, 0
    for run in batch.runs:
        step = len(run.owners)
        end = begin + step * run.sequences
        for place, owner in enumerate(run.owners, begin):
            by_owner[owner] += sum(counts.texts[place:end:step])
            found.answers += run.sequences if owner == ASSISTANT else 0
        begin = end
    prompts: dict[str, Use] = {}
    for (roles, system, _), records in counts.uses.items():
        if system:
            tokens = records * counts.words[system]
            by_owner[roles[0]] += tokens
            _add(prompts, {system: Use(records, tokens)})
    often = sorted(prompts.items(), key=lambda each: each[1].tokens, reverse=True)
    found.prompts = dict(often[:MOST_PROMPTS])
    by_owner[FRAMING] += found.tokens - by_owner.total()


def _add(uses: dict[str, Use], more: dict[str, Use]) -> None:
    for name, (records, tokens) in more.items():
        old = uses.get(name, Use(0, 0))
        uses[name] = Use(old.records + records, old.tokens + tokens)
