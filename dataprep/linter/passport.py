"""The passport of files: which targets take them as they are, which after fixes, which not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dataprep.catalog.catalog import providers
from dataprep.errors import UsageError
from dataprep.linter.finding import Severity
from dataprep.linter.fix import outlook
from dataprep.linter.lint import lint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataprep.linter.finding import Finding, Report

STANDARD_INPUT = "-"


class Verdict(StrEnum):
    """What a target says of the files."""

    ACCEPTED = "accepted"
    FIXABLE = "accepted after --fix"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one target says, and the report that it follows from.

    FIXES are, by code, those that `--fix` makes of a file which is accepted then. HIDDEN are the
    errors of rules that find something only then, where the file is refused all the same.
    """

    verdict: Verdict
    report: Report
    fixes: Mapping[str, int] = field(default_factory=dict)
    hidden: Mapping[str, int] = field(default_factory=dict)

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
    return Passport(tuple(_stamp(paths, target=name, **options) for name in providers()))


def _stamp(paths: Sequence[str], **options: Any) -> Stamp:
    report = lint(paths, **options)
    if not report.errors:
        return Stamp(Verdict.ACCEPTED, report)
    if not report.fixable:
        return Stamp(Verdict.REFUSED, report)
    # An error may hide others, which are seen where it is fixed; or go with another one.
    left, fixes = outlook(paths, **options)
    if not left.errors:
        return Stamp(Verdict.FIXABLE, report, fixes=dict(sorted(fixes.items())))
    hidden = {
        code: count
        for code, count in left.counts.items()
        if left.severities[code] is Severity.ERROR and code not in report.counts
    }
    return Stamp(Verdict.REFUSED, report, hidden=hidden)
