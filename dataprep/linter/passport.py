"""The passport of files: which targets take them as they are, which after fixes, which not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dataprep.catalog.catalog import providers
from dataprep.errors import UsageError
from dataprep.linter.finding import Severity
from dataprep.linter.lint import lint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.linter.finding import Finding, Report

STANDARD_INPUT = "-"


class Verdict(StrEnum):
    """What a target says of the files."""

    ACCEPTED = "accepted"
    FIXABLE = "accepted after --fix"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one target says, and the report that it follows from."""

    verdict: Verdict
    report: Report

    @property
    def errors(self) -> list[Finding]:
        """The errors that are listed."""
        return [f for f in self.report.findings if f.severity is Severity.ERROR]


@dataclass(frozen=True, slots=True)
class Passport:
    """What each target says of the same files."""

    stamps: tuple[Stamp, ...]

    def fails(self, level: str) -> bool:
        """Say whether a target has a finding at or above LEVEL: error, warning or never."""
        return any(stamp.report.fails(level) for stamp in self.stamps)


def passport(paths: Sequence[str], *, model: str | None = None, **options: Any) -> Passport:
    """Lint the files PATHS once for every target, with OPTIONS of `lint`.

    Raises:
        UsageError: a MODEL is named, which belongs to one target, or a file is read only once.
    """
    if model:
        raise UsageError(f"--model {model} is of one target: name it with --target")
    if STANDARD_INPUT in (*paths, options.get("validation")):
        raise UsageError("standard input is read only once; save it in a file for --target all")
    reports = [lint(paths, target=name, **options) for name in providers()]
    return Passport(tuple(Stamp(_verdict(report), report) for report in reports))


def _verdict(report: Report) -> Verdict:
    if not report.errors:
        return Verdict.ACCEPTED
    return Verdict.FIXABLE if report.errors == report.fixable_errors else Verdict.REFUSED
