"""What the linter says: a problem from a rule, a finding from the linter, and their report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.linter.excerpt import Excerpt
    from dataprep.records.record import Pointer


class Severity(StrEnum):
    """How bad a finding is: refused or wasteful, or worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule yields: where in the record, and what is wrong there.

    AT_KEY says that the key is the fault and not its value. COLUMN stands where there is
    no record to point into. LINE is for rules about a data set: the line they mean.
    """

    at: Pointer
    message: str
    at_key: bool = False
    column: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, with the rule it breaks and the place it is at.

    LINE and COLUMN count from 1 (physical lines, code points); they are None for what has
    no one place. POINTER is "" for the whole line or file.
    """

    path: str
    line: int | None
    column: int | None
    pointer: Pointer
    code: str
    name: str
    severity: Severity
    message: str
    identity: str = ""
    excerpt: Excerpt | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class FileSummary:
    """A file that was linted: its size in bytes (decompressed) and its number of records."""

    path: str
    bytes: int
    records: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found: every finding is counted in COUNTS, the first of each code are listed.

    SEVERITIES has one for each code in COUNTS. KNOWN findings were in the baseline and are not
    counted; STALE are entries of the baseline that nothing fits any more.
    """

    target: str
    files: tuple[FileSummary, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    errors: int
    warnings: int
    severities: Mapping[str, Severity] = field(default_factory=dict)
    known: int = 0
    stale: int = 0

    def fails(self, level: str) -> bool:
        """Say whether there is a finding at or above LEVEL: error, warning or never."""
        match level:
            case "error":
                return self.errors > 0
            case "warning":
                return self.errors + self.warnings > 0
            case _:
                return False
