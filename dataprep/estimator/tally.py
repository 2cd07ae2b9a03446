"""A tally says what is in a part: its records, and their tokens as each model sees them."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.estimator.batch import batch
from dataprep.estimator.counted import counted
from dataprep.estimator.totals import Totals, totals

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Model
    from dataprep.catalog.images import Patches, Tiles
    from dataprep.records.source import Part
    from dataprep.tokens.chat import Mark
    from dataprep.tokens.images import Image


@dataclass(frozen=True, slots=True)
class Measure:
    """How a model sees text and images, and the tokens after which it cuts an example off."""

    encoding: str
    limit: int | None
    images: Tiles | Patches | None = None

    @classmethod
    def of(cls, model: Model) -> Measure:
        """Return the measure of MODEL."""
        return cls(model.counted_with, model.max_tokens, model.images)


@dataclass(slots=True)
class Tally:
    """What is in one part, or in several; SKIPPED lines are none of the RECORDS.

    LINES are those of the file at PATH so far. DIGESTS has a hash of each record's line.
    """

    path: str = ""
    lines: int = 0
    size: int = 0
    records: int = 0
    skipped: int = 0
    digests: array[int] = field(default_factory=lambda: array("Q"))
    marks: Counter[Mark] = field(default_factory=Counter)
    images: Counter[Image] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    totals: dict[Measure, Totals] = field(default_factory=dict)

    def merge(self, later: Tally) -> None:
        """Add the tally LATER, whose part follows this one's."""
        before = self.lines if later.path == self.path else 0
        self.path, self.lines = later.path, before + later.lines
        self.size += later.size
        self.records += later.records
        self.skipped += later.skipped
        self.digests.extend(later.digests)
        self.marks.update(later.marks)
        self.images.update(later.images)
        self.called |= later.called
        for measure, found in later.totals.items():
            self.totals.setdefault(measure, Totals()).merge(found, before)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the parts of one training set are counted."""

    method: str
    measures: tuple[Measure, ...]
    tokenizer: str

    def tally(self, part: Part) -> Tally:
        """Return what is in PART."""
        laid_out = batch(part.read(), self.method)
        encodings = {measure.encoding for measure in self.measures}
        counts = {each: counted(laid_out, each, tokenizer=self.tokenizer) for each in encodings}
        return Tally(
            path=part.path,
            lines=laid_out.lines,
            size=part.end - part.start,
            records=len(laid_out.records),
            skipped=laid_out.skipped,
            digests=array("Q", laid_out.digests),
            marks=laid_out.marks,
            images=Counter(image for each in laid_out.images.values() for image in each),
            called=laid_out.tools.called,
            totals={
                by: totals(laid_out, counts[by.encoding], by, part.path) for by in self.measures
            },
        )
