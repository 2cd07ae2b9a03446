"""What the linter says: a problem from a rule, a finding from the linter, and their report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.linter.edits import Edit
    from dataprep.linter.excerpt import Excerpt
    from dataprep.records.record import Pointer


class Severity(StrEnum):
    """How bad a finding is: refused or wasteful, or worth a look."""

    ERROR = "error"
    WARNING = "warning"


class Safety(StrEnum):
    """Whether a fix may be made unasked: SAFE where no reader could want the old record."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Fix:
    """What undoes a problem: a TITLE for people, and EDITS that are made all or none."""

    safety: Safety
    title: str
    edits: tuple[Edit, ...] = ()


def safe(title: str, *edits: Edit) -> Fix:
    """Return a fix that `--fix` makes."""
    return Fix(Safety.SAFE, title, edits)


def unsafe(title: str, *edits: Edit) -> Fix:
    """Return a fix that is made only where `--unsafe-fixes` is given too."""
    return Fix(Safety.UNSAFE, title, edits)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule yields: where in the record, and what is wrong there.

    AT_KEY says that the key is the fault and not its value. COLUMN stands where there is
    no record to point into. LINE is for rules about a data set: the line they mean. FIX
    needs a section `## Fix safety` in the rule's page.
    """

    at: Pointer
    message: str
    at_key: bool = False
    column: int | None = None
    line: int | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, with the rule it breaks and the place it is at.

    LINE and COLUMN count from 1 (physical lines, code points); they are None for what has
    no one place. POINTER is "" for the whole line or file. FIX is without its edits.
    """

    path: str
    line: int | None
    column: int | None
    pointer: Pointer
    code: str
    name: str
    severity: Severity
    message: str
    fix: Fix | None = None
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

    FIXABLE are those with a safe fix, UNSAFELY_FIXABLE those with another. FIXED were
    undone before. SEVERITIES has one for each code in COUNTS. KNOWN findings were in the baseline
    and are not counted; STALE are entries of the baseline that nothing fits any more.
    """

    target: str
    files: tuple[FileSummary, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    errors: int
    warnings: int
    fixable: int = 0
    unsafely_fixable: int = 0
    fixed: int = 0
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
