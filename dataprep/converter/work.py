"""The work on one batch: its rows to records, and to the reasons why some are none."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

import orjson
import xxhash

from dataprep.converter.exchange import exchange
from dataprep.converter.picked import Picked
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.converter.picking import Load
    from dataprep.converter.reader import Reader
    from dataprep.converter.render import Rendering
    from dataprep.converter.shape import Message
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that became no record: which one of its batch (from 1), why, and what it was."""

    row: int
    reason: str
    value: Json


@dataclass(slots=True)
class Share:
    """What became of one batch: its records as lines, what is known of each one, and counts.

    TEXT has the lines, in one piece, which is quicker to send and to write. ROWS are those there
    are to read; a row of the batch may hold several, or stand for several that belong together,
    and TAKEN counts these. PLACES are the rows of the batch (from 1) that the records come from.
    PROMPTS and DIGESTS are hashes, where they are asked for. FIRST rows of the file PATH come
    before the batch; of picked rows, ORIGINS names the file and the row of each.
    """

    path: str
    rows: int = 0
    taken: int = 0
    text: bytes | bytearray = field(default_factory=bytearray)
    prompts: array[int] = field(default_factory=lambda: array("Q"))
    digests: list[bytes] = field(default_factory=list)
    places: array[int] = field(default_factory=lambda: array("L"))
    rejected: list[Rejected] = field(default_factory=list)
    duplicates: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    unknown_roles: Counter[str] = field(default_factory=Counter)
    first: int = 0
    origins: Sequence[tuple[str, int]] = ()

    @property
    def records(self) -> list[bytes]:
        """The records, each a line with its end."""
        return bytes(self.text).splitlines(keepends=True)

    def origin(self, row: int) -> tuple[str, int]:
        """Return the file that the ROW of this batch (from 1) comes from, and its number there."""
        return self.origins[row - 1] if self.origins else (self.path, self.first + row)

    def reject(self, row: Json, why: Unconvertible) -> None:
        """Note that ROW, in the last row taken, became no record, or one less."""
        # Bytes are a line that is not JSON; a report has to show them as text.
        shown = row.decode("utf-8", "replace") if isinstance(row, bytes) else row
        self.rejected.append(Rejected(self.taken, why.reason, shown))
        if why.name:
            self.unknown_roles[why.name] += 1


@dataclass(frozen=True, slots=True)
class Work:
    """Turning rows into records by RENDERING.

    PROMPTS and DIGESTS say that the hashes of prompts and of records are needed.
    """

    rendering: Rendering
    prompts: bool = False
    digests: bool = False

    def __call__(self, load: Load) -> Share:
        """Return what becomes of the batch in LOAD."""
        batch = load.batch
        share = Share(batch.path)
        if isinstance(batch, Picked):
            share.origins = [(row.path, row.number) for row in batch.picked]
        for block, reader in load.blocks():
            sides = reader.sides(block) if self.rendering.keeps_exchanges else None
            for index, (asked, answer) in enumerate(sides or repeat((None, None), len(block))):
                share.taken += 1
                if messages := exchange(asked, answer):
                    share.rows += 1
                    self._keep({"messages": messages}, share)
                else:
                    self._read(block[index], reader, share)
        # Of all forms of bytes, this one goes from process to process at half the cost.
        share.text = bytes(share.text)
        return share

    def _read(self, outer: Json, reader: Reader, share: Share) -> None:
        """Turn the row OUTER, or the rows within it, into records."""
        # Asked here, as most readers answer it without looking at the row.
        for row in reader.rows(outer) if reader.levels else (outer,):
            share.rows += reader.size(row) if reader.grouped else 1
            try:
                examples = reader.examples(row)
            except Unconvertible as why:
                share.reject(row, why)
                continue
            for example in examples:
                try:
                    record, changes = self.rendering.rendered(example)
                    self._keep(record, share)
                    share.changed.update(changes)
                except Unconvertible as why:
                    share.reject(row, why)

    def _keep(self, record: dict[str, Json], share: Share) -> None:
        """Add RECORD to SHARE."""
        line = _line(record)
        share.text += line
        share.places.append(share.taken)
        if self.prompts:
            share.prompts.append(_prompt_hash(record))
        if self.digests:
            share.digests.append(xxhash.xxh3_128_digest(line))


def _line(record: dict[str, Json]) -> bytes:
    try:
        return orjson.dumps(record, default=str, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError as error:  # half a surrogate pair, or a number beyond 64 bits
        raise Unconvertible("not-a-record") from error


def _prompt_hash(record: dict[str, Json]) -> int:
    """Return the hash of what stands in RECORD before the first answer that is trained."""
    if "input" in record:
        prompt = record["input"]["messages"]
    else:
        messages: list[Message] = record["messages"]
        trained = (
            index
            for index, message in enumerate(messages)
            if message["role"] == "assistant" and message.get("weight") != 0
        )
        prompt = messages[: next(trained, len(messages))]
    return xxhash.xxh3_64_intdigest(orjson.dumps(prompt, default=str))
