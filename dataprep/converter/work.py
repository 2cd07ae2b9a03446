"""The work on one batch: its rows to records, and to the reasons why some are none."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
import xxhash

from dataprep.converter.render import rendered
from dataprep.converter.rows import rows
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from dataprep.converter.reader import Reader
    from dataprep.converter.reasoning import Choice as Reasoning
    from dataprep.converter.rows import Batch, Grouped
    from dataprep.converter.shape import Example
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that became no record: which one of its batch (from 1), why, and what it was."""

    row: int
    reason: str
    value: Json


@dataclass(slots=True)
class Share:
    """What became of one batch: its records as lines, the hash of each one's prompt, and counts."""

    path: str
    rows: int = 0
    records: list[bytes] = field(default_factory=list)
    prompts: array[int] = field(default_factory=lambda: array("Q"))
    rejected: list[Rejected] = field(default_factory=list)
    changed: Counter[str] = field(default_factory=Counter)
    unknown_roles: Counter[str] = field(default_factory=Counter)

    def reject(self, row: Json, why: Unconvertible) -> None:
        """Note that ROW, the last one counted, became no record, or one less."""
        # Bytes are a line that is not JSON; a report has to show them as text.
        shown = row.decode("utf-8", "replace") if isinstance(row, bytes) else row
        self.rejected.append(Rejected(self.rows, why.reason, shown))
        if why.name:
            self.unknown_roles[why.name] += 1


@dataclass(frozen=True, slots=True)
class Work:
    """Turning rows into records by READER; SYSTEM goes where a row has no system message.

    REASONING says what becomes of a model's thoughts.
    """

    reader: Reader
    system: str | None = None
    reasoning: Reasoning = "keep"

    def __call__(self, batch: Batch | Grouped) -> Share:
        """Return what becomes of BATCH."""
        share = Share(batch.path)
        for row in self.reader.rows(rows(batch)):
            share.rows += self.reader.size(row)
            try:
                examples = self.reader.examples(row)
            except Unconvertible as why:
                share.reject(row, why)
                continue
            for example in examples:
                try:
                    self._convert(example, share)
                except Unconvertible as why:
                    share.reject(row, why)
        return share

    def _convert(self, example: Example, share: Share) -> None:
        made = rendered(example, system=self.system, reasoning=self.reasoning)
        line = orjson.dumps(made.record, default=str, option=orjson.OPT_APPEND_NEWLINE)
        share.records.append(line)
        share.prompts.append(xxhash.xxh3_64_intdigest(orjson.dumps(made.prompt, default=str)))
        share.changed.update(made.changes)
