"""How much of a file a thing takes that many records hold: a tool, a system prompt."""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """In how many RECORDS a thing is, and its TOKENS in all of them."""

    records: int
    tokens: int


def add(uses: dict[str, Use], more: dict[str, Use]) -> None:
    """Add MORE to USES, name by name."""
    for name, (records, tokens) in more.items():
        old = uses.get(name, Use(0, 0))
        uses[name] = Use(old.records + records, old.tokens + tokens)
