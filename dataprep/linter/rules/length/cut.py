"""Where training cuts a record that has more tokens than the model takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import orjson

from dataprep.catalog.catalog import State, provider
from dataprep.records.record import Line, Record
from dataprep.tokens.chat import PER_SEQUENCE, sequences
from dataprep.tokens.count import TIKTOKEN, TOKTOK, count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dataprep.catalog.catalog import Model
    from dataprep.linter.rule import Context
    from dataprep.records.record import Json, Pointer
    from dataprep.tokens.chat import Sequence as Tokens

# Every model takes so many bytes, and as many tokens at least.
LONG = 4096
# What toktok counts up to this share of the limit is within it; all else is for the reference.
CLEAR = 0.99


@dataclass(frozen=True, slots=True)
class Cut:
    """A record of TOKENS is cut at LIMIT: inside the message AT, or before it.

    LOST are the trained answers that begin behind it, of which nothing is left.
    """

    tokens: int
    limit: int
    at: Pointer
    lost: tuple[Pointer, ...]


def long(records: Sequence[Record]) -> list[int]:
    """Return which of RECORDS may be too long for some model."""
    return [index for index, record in enumerate(records) if len(record.line.data) >= LONG]


def cut(record: Record, context: Context) -> Cut | None:
    """Return where RECORD is cut, or None where it is not."""
    # A token is at least a byte, so few records need to be counted.
    size = len(record.line.data)
    model = context.model or _roomiest(context.provider.name, context.method, context.today)
    if model is None or model.max_tokens is None or size <= model.max_tokens:
        return None
    if model.encoding is None:  # a count with another tokenizer would not be an error of the data
        return None
    fast = context.tokenizer == TOKTOK
    return _cut(record.line.data, context.method, model.max_tokens, model.encoding, fast=fast)


@lru_cache(maxsize=64)
def _roomiest(name: str, method: str, today: date) -> Model | None:
    """Return the model with the highest limit: of those open to METHOD, else of all."""
    models = [model for model in provider(name).models if model.max_tokens]
    fitting = [
        model for model in models if method in model.methods and model.state(today) is State.OPEN
    ]
    return max(fitting or models, key=lambda model: model.max_tokens or 0, default=None)


@lru_cache(maxsize=4)
def _cut(data: bytes, method: str, limit: int, encoding: str, *, fast: bool) -> Cut | None:
    value = orjson.loads(data)
    if fast and _longest(value, method, encoding) <= CLEAR * limit:
        return None
    holder = value if "messages" in value else value["input"]
    lengths = _lengths(value, encoding)
    first = holder["messages"][0]
    head = _length(holder | {"messages": [first]}, encoding) - lengths[0][1]
    chains = [lengths] if holder is value else [lengths[:-1], [*lengths[:-2], lengths[-1]]]
    longest = max(chains, key=_total)
    begin, at = head, ""
    lost: list[Pointer] = []
    for place, tokens, trained in longest:
        if trained and method != "rft" and begin >= limit:
            lost.append(place)
        begin += tokens
        at = at or (place if begin > limit else "")
    return Cut(begin, limit, at, tuple(lost)) if begin > limit else None


def _longest(value: Json, method: str, encoding: str) -> int:
    """Return the tokens of the longest sequence of VALUE, as toktok counts them."""
    return max(_tokens(each, encoding, TOKTOK) for each in sequences(value, method))


def _total(chain: list[tuple[Pointer, int, bool]]) -> int:
    return sum(tokens for _, tokens, _ in chain)


def _lengths(value: Json, encoding: str) -> list[tuple[Pointer, int, bool]]:
    """Return each message of VALUE with its tokens, and whether it is trained."""
    pair = "messages" not in value
    return [
        (
            at,
            _length({"messages": [message]}, encoding) - PER_SEQUENCE,
            _is_trained(at, message, pair=pair),
        )
        for at, message in Record(Line("", 0, b""), value).messages
    ]


def _is_trained(at: Pointer, message: dict[str, Json], *, pair: bool) -> bool:
    if pair:
        return not at.startswith("/input")
    return message["role"] == "assistant" and message.get("weight") != 0


def _length(value: dict[str, Json], encoding: str) -> int:
    """Return the tokens of VALUE as one sequence."""
    (sequence,) = sequences(value, "sft")
    return _tokens(sequence, encoding, TIKTOKEN)


def _tokens(sequence: Tokens, encoding: str, tokenizer: str) -> int:
    counts = count(sequence.strings, encoding, tokenizer=tokenizer)
    return sequence.sure.length(counts) + sequence.perhaps.length(counts)
