"""Answers that are labels: short, and few different ones over many records."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.columns import label

if TYPE_CHECKING:
    from dataprep.linter.table import Table

# So many different ones at most, each so many times on average; the rest may be noise.
MOST = 20
EACH = 5
NOISE = 0.05


def labels(table: Table) -> Counter[str]:
    """Return how often each label is the answer; nothing where the answers are no labels."""
    texts = table.texts(label)
    codes = Counter(texts.rows)
    counts = Counter({text: codes[code] for text, code in texts.known.items() if text})
    labelled = counts.total()
    if len(counts) > MOST or labelled < EACH * len(counts):
        return Counter()
    return counts if labelled >= (1 - NOISE) * len(texts.rows) else Counter()
