"""The report for people: one line a finding, then what was left out, then the sum."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from dataprep.records.printable import printable

if TYPE_CHECKING:
    from dataprep.linter.finding import Finding, Report


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    for found in report.findings:
        rule = f"{found.severity} {found.code} {found.name}"
        out.write(f"{printable(_place(found))}: {rule}: {printable(found.message)}\n")
    listed = Counter(found.code for found in report.findings)
    for code, count in report.counts.items():
        if count > listed[code]:
            out.write(f"{code}: {count - listed[code]:,} more; --max-findings 0 lists them\n")
    if report.findings:
        out.write("\n")
    out.write(f"{_sum(report)}\n")


def _place(found: Finding) -> str:
    steps = [found.path, found.line, found.column]
    return ":".join(str(step) for step in steps if step is not None)


def _sum(report: Report) -> str:
    records = sum(file.records for file in report.files)
    where = f"{_count(records, 'record')} in {_count(len(report.files), 'file')} ({report.target})"
    if not report.counts:
        return f"No findings in {where}."
    return f"{_count(report.errors, 'error')}, {_count(report.warnings, 'warning')} in {where}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
