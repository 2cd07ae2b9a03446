"""The work on one batch: its rows to records, and to the reasons why some are none."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
import xxhash

from dataprep.converter import policy
from dataprep.converter.exchange import is_exchange, train_last_answer
from dataprep.converter.images import Images
from dataprep.converter.picking import Picked
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.converter.dialect import Dialect
    from dataprep.converter.picking import Load
    from dataprep.converter.shape import Conversation, Message, Shape
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

    PROMPTS and DIGESTS are hashes, where they are asked for; PLACES are the rows of the batch
    (from 1) that the records come from. FIRST rows of the file PATH come before the batch; of
    picked rows, ORIGINS names the file and the row of each.
    """

    path: str
    rows: int = 0
    records: list[bytes] = field(default_factory=list)
    prompts: array[int] = field(default_factory=lambda: array("Q"))
    digests: list[bytes] = field(default_factory=list)
    places: array[int] = field(default_factory=lambda: array("L"))
    rejected: list[Rejected] = field(default_factory=list)
    duplicates: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    unknown_roles: Counter[str] = field(default_factory=Counter)
    first: int = 0
    origins: Sequence[tuple[str, int]] = ()

    def origin(self, row: int) -> tuple[str, int]:
        """Return the file that the ROW of this batch (from 1) comes from, and its number there."""
        return self.origins[row - 1] if self.origins else (self.path, self.first + row)


@dataclass(frozen=True, slots=True)
class Work:
    """Turning rows into records of a DIALECT; SYSTEM goes where a row has no system message.

    With LAST_TURN_ONLY only the last answer of each is trained. PROMPTS and DIGESTS say that
    the hashes of prompts and of records are needed.
    """

    dialect: Dialect
    system: str | None = None
    last_turn_only: bool = False
    images: Images = field(default_factory=Images)
    prompts: bool = False
    digests: bool = False

    def __call__(self, load: Load) -> Share:
        """Return what becomes of the batch in LOAD."""
        batch = load.batch
        share = Share(batch.path)
        if isinstance(batch, Picked):
            share.origins = [(row.path, row.number) for row in batch.picked]
        for row, shape in load.rows():
            share.rows += 1
            try:
                self._convert(row, shape, share)
            except Unconvertible as why:
                # Bytes are a line that is not JSON; a report has to show them as text.
                shown = row.decode("utf-8", "replace") if isinstance(row, bytes) else row
                share.rejected.append(Rejected(share.rows, why.reason, shown))
                if why.name:
                    share.unknown_roles[why.name] += 1
        return share

    def _convert(self, row: Json, shape: Shape, share: Share) -> None:
        if not isinstance(row, dict):
            raise Unconvertible(_unread(row))
        conversation = shape.conversation(row)
        messages, changes = conversation.messages, None
        # Most rows are a question and an answer: no policy changes them, no schema refuses them.
        if self.system or not is_exchange(conversation):
            messages, changes = policy.fitted(conversation, self.system, self.dialect.policies)
            record, spelt = self._spelt(messages, conversation)
            changes |= spelt
        else:
            record = {"messages": messages}
        share.records.append(_line(record))
        share.places.append(share.rows)
        if changes:
            share.changed.update(changes)
        if self.prompts:
            share.prompts.append(_prompt_hash(record["messages"]))
        if self.digests:
            share.digests.append(xxhash.xxh3_128_digest(share.records[-1]))

    def _spelt(
        self, messages: list[Message], conversation: Conversation
    ) -> tuple[dict[str, Json], set[str]]:
        """Return MESSAGES, and what stands beside them in CONVERSATION, as a record."""
        self.images.embed(messages)
        if self.last_turn_only:
            train_last_answer(messages)
        record: dict[str, Json] = {"messages": messages}
        if conversation.tools:
            record["tools"] = conversation.tools
        if conversation.parallel_tool_calls is not None:
            record["parallel_tool_calls"] = conversation.parallel_tool_calls
        return self.dialect.spelt(record, "sft")


def _unread(row: Json) -> str:
    """Return why ROW, which is no object, cannot be turned; a line that is not JSON is bytes."""
    if not isinstance(row, bytes):
        return "not-an-object"
    try:
        row.decode()
    except UnicodeDecodeError:
        return "not-utf-8"
    return "not-json"


def _line(record: dict[str, Json]) -> bytes:
    try:
        return orjson.dumps(record, default=str, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError as error:  # half a surrogate pair, or a number beyond 64 bits
        raise Unconvertible("not-a-record") from error


def _prompt_hash(messages: list[Message]) -> int:
    """Return the hash of what precedes the first assistant message that is trained."""
    trained = (
        index
        for index, message in enumerate(messages)
        if message["role"] == "assistant" and message.get("weight") != 0
    )
    prompt = messages[: next(trained, len(messages))]
    return xxhash.xxh3_64_intdigest(orjson.dumps(prompt, default=str))
