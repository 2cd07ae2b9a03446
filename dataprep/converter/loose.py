"""JSON as data sets hold it in texts: strict, as a Python literal, or several values in a row."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from dataprep.records.record import Json

_DECODER = json.JSONDecoder(strict=False)
# numpy prints lists of objects without commas.
_MISSING_COMMA = re.compile(r"\}\s*\{")
# Longer texts are no literal that someone meant, and take the parser minutes.
_LONGEST_LITERAL = 1_000_000


def value(text: str) -> Json:
    """Return the value that TEXT spells.

    Raises:
        ValueError: it spells none.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    found, end = run(text.strip())
    if found and not text.strip()[end:].strip():
        return found if len(found) > 1 else found[0]
    return literal(text)


def run(text: str) -> tuple[list[Json], int]:
    """Return the JSON values that follow one another from the start of TEXT, and where they end."""
    found: list[Json] = []
    end = 0
    while start := re.compile(r"[\s,]*(?=[{\[])").match(text, end):
        try:
            one, end = _DECODER.raw_decode(text, start.end())
        except (ValueError, RecursionError):
            break
        found.append(one)
    return found, end


def literal(text: str) -> Json:
    """Return the value of TEXT, a Python literal.

    Raises:
        ValueError: it is none.
    """
    if len(text) > _LONGEST_LITERAL:
        raise ValueError("too long for a literal")
    try:
        return ast.literal_eval(_MISSING_COMMA.sub("}, {", text.strip()))
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError("not a literal") from error
