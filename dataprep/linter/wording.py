"""Words that the messages of several rules share."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from dataprep.linter.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataprep.records.record import Json

LONGEST = 40
# What is masked grows shorter, so more is looked at than is shown.
LOOKED_AT = 10 * LONGEST


def quoted(value: Json) -> str:
    """Return VALUE as a message quotes it: not too long, and with secrets masked."""
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    text = masked(text[:LOOKED_AT])
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"'{text}'" if isinstance(value, str) else text


def kind(value: Json) -> str:
    """Return the name JSON has for the type of VALUE."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case str():
            return "a string"
        case list():
            return "an array"
        case dict():
            return "an object"
        case _:
            return "a number"


def did_you_mean(word: Json, known: Iterable[str]) -> str:
    """Return ``; did you mean 'user'?`` where one of KNOWN is close to WORD, else nothing."""
    close = nearest(word, known)
    return f"; did you mean '{close}'?" if close else ""


def nearest(word: Json, known: Iterable[str]) -> str:
    """Return the one of KNOWN that is close to WORD, else nothing."""
    return _nearest(word, tuple(known)) if isinstance(word, str) else ""


@lru_cache(maxsize=1024)  # what is wrong in one line is wrong in many
def _nearest(word: str, known: tuple[str, ...]) -> str:
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_folded, n=1)
    return by_folded[close[0]] if close else ""
