"""Numbers of things, in words."""

from __future__ import annotations


def some(number: int, thing: str) -> str:
    """Return NUMBER and THING, of which there may be several."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
