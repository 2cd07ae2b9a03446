"""Totals add up the tokens of records, as one model counts them."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.estimator.use import Use, add
from dataprep.tokens import images
from dataprep.tokens.chat import ASSISTANT, FRAMING, PER_MESSAGE

if TYPE_CHECKING:
    from dataprep.estimator.batch import Batch
    from dataprep.estimator.counted import Counted
    from dataprep.estimator.tally import Measure

IMAGES = "images"
# So many system prompts of a part are kept: what a prompt costs is worth a word where it is
# repeated, and a part where all are different must not be kept whole.
MOST_PROMPTS = 64


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
        add(self.prompts, later.prompts)
        add(self.tools, later.tools)

    @property
    def trained(self) -> int:
        """The tokens that the model learns to write; all others are context."""
        return self.by_owner[ASSISTANT]

    @property
    def roles(self) -> dict[str, int]:
        """The tokens by owner, the most first."""
        return {owner: tokens for owner, tokens in self.by_owner.most_common() if tokens}


def totals(batch: Batch, counts: Counted, measure: Measure, path: str) -> Totals:
    """Return the totals of BATCH, of the file at PATH, by MEASURE."""
    found = Totals(sequences=len(batch.starts), tools=counts.tools)
    if not batch.records:
        return found
    before, frames = counts.before, counts.frames
    ends = batch.ends
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
    several = batch.per_record
    of_records = full if several == 1 else map(sum, zip(*[iter(full)] * several, strict=True))
    found.lengths.extend(of_records)
    found.longest = max(full)
    found.longest_path = path
    found.longest_line = batch.records[full.index(found.longest) // several]
    if found.longest > (limit := measure.limit or sys.maxsize):
        over = {number: tokens - limit for number, tokens in enumerate(full) if tokens > limit}
        found.low -= sum(max(0, more - spare.get(number, 0)) for number, more in over.items())
        _cut(found, over, batch, counts)
    _owners(found, batch, counts)
    return found


def _cut(found: Totals, over: dict[int, int], batch: Batch, counts: Counted) -> None:
    """Say in FOUND what is cut off the sequences that are OVER the limit by so many tokens."""
    found.over_limit = len({number // batch.per_record for number in over})
    found.cut = sum(over.values())
    ends, owners = batch.ends, batch.owners
    for number, tokens in over.items():
        last = batch.unsure[number].begin if number in batch.unsure else ends[number]
        mine = slice(batch.starts[number], last)
        found.cut_trained += _trained(tokens, owners[mine], counts.texts[mine], counts)


def _trained(cut: int, owners: list[str], texts: list[int], counts: Counted) -> int:
    """Return how many tokens of the last CUT are trained on, in TEXTS that are OWNERS'."""
    trained = 0
    # Of a plain record the roles are not among the texts: they are those of its owners.
    is_plain = FRAMING not in owners
    for owner, tokens in zip(reversed(owners), reversed(texts), strict=True):
        trained += min(cut, tokens) if owner == ASSISTANT else 0
        cut -= tokens
        if is_plain:
            cut -= PER_MESSAGE + counts.words[owner]
        elif owner == FRAMING:
            cut -= PER_MESSAGE
        if cut <= 0:
            break
    return trained


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
            add(prompts, {system: Use(records, tokens)})
    often = sorted(prompts.items(), key=lambda each: each[1].tokens, reverse=True)
    found.prompts = dict(often[:MOST_PROMPTS])
    by_owner[FRAMING] += found.tokens - by_owner.total()
