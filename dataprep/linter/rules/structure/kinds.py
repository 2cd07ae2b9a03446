"""The types that a schema allows in a place, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.schema import Fault

_NAMES = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def allowed(fault: Fault) -> str:
    """Return the types that may stand where FAULT is: ``a string or an array``."""
    types = fault.schema.get("type", [])
    names = [_NAMES[name] for name in ([types] if isinstance(types, str) else types)]
    if len(names) > 2:
        names = [", ".join(names[:-1]), names[-1]]
    return " or ".join(names) or "something else"
