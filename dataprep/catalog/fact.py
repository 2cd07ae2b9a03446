"""A fact of the catalogue says where it is from, when that was looked at, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

# What was checked longer ago may have changed.
OLD_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is true of a provider; all three are None where nothing is known.

    EVIDENCE is one of those that ``dataprep/catalog`` describes: ``documented`` and so on.
    """

    source: str | None = None
    checked: date | None = None
    evidence: str | None = None

    def age(self, today: date) -> int | None:
        """Return the days since the fact was checked, on the day TODAY."""
        return (today - self.checked).days if self.checked else None

    def is_old(self, today: date) -> bool:
        """Say whether the fact may have changed since it was checked."""
        return (self.age(today) or 0) > OLD_DAYS
