"""Values that a program of Python printed in place of writing JSON."""

from __future__ import annotations

import ast
import math
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.records.record import Json


def literal(text: str) -> Json:
    """Return the value that TEXT, written by Python, stands for; None where JSON has no such."""
    try:
        # An escape that Python does not know is a warning there: it says that TEXT is of another.
        with warnings.catch_warnings(action="error"):
            value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if _is_json(value) else None


def _is_json(value: Json) -> bool:
    match value:
        case dict():
            return all(isinstance(key, str) and _is_json(value[key]) for key in value)
        case list():
            return all(map(_is_json, value))
        case float():
            return math.isfinite(value)
        case _:
            return value is None or isinstance(value, str | int)
