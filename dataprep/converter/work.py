"""The work on one batch: its rows to records, and to the reasons why some are none."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
import xxhash

from dataprep.converter import policy
from dataprep.converter.rows import rows
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from dataprep.converter.dialect import Dialect
    from dataprep.converter.rows import Batch
    from dataprep.converter.shape import Message, Shape
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


@dataclass(frozen=True, slots=True)
class Work:
    """Turning rows of SHAPE into records of a DIALECT; SYSTEM goes where a row has none."""

    shape: Shape
    dialect: Dialect
    system: str | None = None

    def __call__(self, batch: Batch) -> Share:
        """Return what becomes of BATCH."""
        share = Share(batch.path)
        for row in rows(batch):
            share.rows += 1
            try:
                self._convert(row, share)
            except Unconvertible as why:
                # Bytes are a line that is not JSON; a report has to show them as text.
                shown = row.decode("utf-8", "replace") if isinstance(row, bytes) else row
                share.rejected.append(Rejected(share.rows, why.reason, shown))
                if why.name:
                    share.unknown_roles[why.name] += 1
        return share

    def _convert(self, row: Json, share: Share) -> None:
        if not isinstance(row, dict):
            raise Unconvertible("not-json" if isinstance(row, bytes) else "not-an-object")
        conversation = self.shape.conversation(row)
        messages, changes = policy.fitted(conversation, self.system, self.dialect.policies)
        record: dict[str, Json] = {"messages": messages}
        if conversation.tools:
            record["tools"] = conversation.tools
        if conversation.parallel_tool_calls is not None:
            record["parallel_tool_calls"] = conversation.parallel_tool_calls
        record, spelt = self.dialect.spelt(record, "sft")
        share.records.append(orjson.dumps(record, default=str, option=orjson.OPT_APPEND_NEWLINE))
        share.prompts.append(_prompt_hash(record["messages"]))
        share.changed.update(changes | spelt)


def _prompt_hash(messages: list[Message]) -> int:
    """Return the hash of what precedes the first assistant message that is trained."""
    trained = (
        index
        for index, message in enumerate(messages)
        if message["role"] == "assistant" and message.get("weight") != 0
    )
    prompt = messages[: next(trained, len(messages))]
    return xxhash.xxh3_64_intdigest(orjson.dumps(prompt, default=str))
