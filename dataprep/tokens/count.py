"""Tokens of texts: tiktoken is the reference, toktok is fast and must agree with it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.errors import DataprepError
from dataprep.records.source import HEAD_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import tiktoken

    from dataprep.records.source import Source

AUTO, TIKTOKEN, TOKTOK = "auto", "tiktoken", "toktok"

# Counting so much with tiktoken takes about as long as loading toktok too and comparing the two.
SMALL_BYTES = 4 << 20

_ENCODINGS = Path(__file__).with_name("encodings")
_CACHE = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")


def lengths(texts: Sequence[str], encoding: str, *, tokenizer: str) -> list[int]:
    """Return how many tokens each of TEXTS has; what looks like a special token is plain text."""
    if tokenizer == TOKTOK:
        return _batch_count()(texts, encoding, threads=1)
    return list(map(len, map(_encoding(encoding).encode_ordinary, texts)))


def count(texts: Iterable[str], encoding: str, *, tokenizer: str) -> dict[str, int]:
    """Return how many tokens there are in each text of TEXTS."""
    unique = list(dict.fromkeys(texts))
    return dict(zip(unique, lengths(unique, encoding, tokenizer=tokenizer), strict=True))


def tokenizer(wanted: str, texts: Sequence[str], encodings: Iterable[str], *, size: int) -> str:
    """Return the tokenizer for SIZE bytes that begin with TEXTS: WANTED, or the best for ``auto``.

    That is toktok where there is much to count and it agrees with tiktoken on TEXTS.
    """
    if wanted != AUTO:
        return wanted
    fast = size > SMALL_BYTES and texts and all(agree(texts, encoding) for encoding in encodings)
    return TOKTOK if fast else TIKTOKEN


def size(source: Source) -> int:
    """Return about how many bytes there are to count in SOURCE."""
    if source.rest is None:
        return Path(source.path).stat().st_size
    # Nobody knows how much is coming, but what overflows its head is taken for much.
    return len(source.head) if len(source.head) < HEAD_BYTES else SMALL_BYTES + 1


def agree(texts: Sequence[str], encoding: str) -> bool:
    """Say whether both tokenizers count the same tokens in each of TEXTS."""
    reference = lengths(texts, encoding, tokenizer=TIKTOKEN)
    return lengths(texts, encoding, tokenizer=TOKTOK) == reference


@cache
def _batch_count() -> Callable[..., list[int]]:
    import toktok

    counting: Callable[..., list[int]] = toktok.batch_count
    return counting


@cache
def _encoding(name: str) -> tiktoken.Encoding:
    import tiktoken

    # tiktoken fetches vocabularies over the network unless this names a folder that holds them.
    ours = not any(variable in os.environ for variable in _CACHE)
    if ours:
        os.environ[_CACHE[0]] = str(_ENCODINGS)
    try:
        return tiktoken.get_encoding(name)
    except OSError as error:
        raise DataprepError(
            f"the vocabulary {name} cannot be loaded; unset {' and '.join(_CACHE)}"
        ) from error
    finally:
        if ours:
            del os.environ[_CACHE[0]]
