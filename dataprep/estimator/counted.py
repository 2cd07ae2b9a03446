"""The tokens in a batch, by one encoding."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dataprep.estimator.use import Use, add
from dataprep.tokens.count import lengths

if TYPE_CHECKING:
    from dataprep.estimator.batch import Batch, Frame


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
        add(tools, {name: Use(records, records * of[definition])})
    return Counted(
        texts,
        [0, *accumulate(texts)],
        {frame: sum(map(of.__getitem__, frame[0])) + of[frame[1]] + frame[2] for frame in frames},
        frames,
        of,
        tools,
    )
