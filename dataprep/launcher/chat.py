"""Asking a model through an SDK, word by word, so that the first one can be timed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from dataprep.launcher.provider import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dataprep.records.record import Json


def answer(
    completions: Any, model: str, messages: Sequence[Mapping[str, Json]], **options: Any
) -> Answer:
    """Return what MODEL says after MESSAGES, asked at the SDK's COMPLETIONS.

    OPTIONS are those of a stream.
    """
    start = time.perf_counter()
    stream = completions.create(model=model, messages=list(messages), stream=True, **options)
    said = _streamed(stream, start)
    return said or _in_one_piece(completions, model, messages)


def _streamed(stream: Iterable[Any], start: float) -> Answer | None:
    """Return the answer in STREAM, begun at START; None from servers that do not stream."""
    texts: list[str] = []
    first, usage, pieces = None, None, 0
    for pieces, piece in enumerate(stream, start=1):  # noqa: B007 — how many there were
        usage = getattr(piece, "usage", None) or usage
        for choice in (piece.choices or ())[:1]:
            if said := choice.delta and choice.delta.content:
                first = first or time.perf_counter()
                texts.append(said)
    if not pieces:
        return None
    return Answer(
        text="".join(texts),
        prompt_tokens=usage and usage.prompt_tokens,
        completion_tokens=usage and usage.completion_tokens,
        seconds=time.perf_counter() - start,
        first_token_seconds=first and first - start,
    )


def _in_one_piece(completions: Any, model: str, messages: Sequence[Mapping[str, Json]]) -> Answer:
    start = time.perf_counter()
    said = completions.create(model=model, messages=list(messages))
    return Answer(
        text=said.choices[0].message.content or "",
        prompt_tokens=said.usage and said.usage.prompt_tokens,
        completion_tokens=said.usage and said.usage.completion_tokens,
        seconds=time.perf_counter() - start,
    )
