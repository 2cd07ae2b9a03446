"""Values that a program of Python printed in place of writing JSON."""

from __future__ import annotations

import ast
import math
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.records.record import Json


def literal(text: str) -> Json:
    """Return the value that TEXT, written by Python, stands for; None where JSON has no such.

    None too where a key stands twice in it: one of its values would be lost.
    """
    try:
        # An escape that Python does not know is a warning there: it says that TEXT is of another.
        with warnings.catch_warnings(action="error"):
            tree = ast.parse(text.strip(), mode="eval")
            value = ast.literal_eval(tree)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if _is_json(value) and not any(map(_is_doubled, ast.walk(tree))) else None


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


def _is_doubled(node: ast.AST) -> bool:
    """Say whether NODE is an object with a key that stands twice."""
    if not isinstance(node, ast.Dict):
        return False
    keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
    return len(set(keys)) < len(node.keys)
