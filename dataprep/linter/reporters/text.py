"""The report for people: one line a finding, then what was left out, then the sum.

What is advised for a whole file stands after what is said of its lines.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from dataprep.linter.finding import Severity
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from dataprep.linter.finding import Finding, Report


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    for found in _in_order(report):
        rule = f"{found.severity} {found.code} {found.name}"
        out.write(f"{printable(_place(found))}: {rule}: {printable(found.message)}\n")
    listed = Counter(found.code for found in report.findings)
    for code, count in report.counts.items():
        if count > listed[code]:
            out.write(f"{code}: {count - listed[code]:,} more; --max-findings 0 lists them\n")
    if report.findings:
        out.write("\n")
    if report.fixed:
        out.write(f"Fixed {_count(report.fixed, 'finding')}.\n")
    out.write(f"{_sum(report)}\n")
    if report.fixable or report.unsafely_fixable:
        out.write(f"{_fixable(report)}\n")
    if report.findings:
        code = min(report.findings, key=lambda found: found.severity).code
        out.write(f"`dataprep rule {code}` explains a rule.\n")


def _in_order(report: Report) -> list[Finding]:
    files = {file.path: number for number, file in enumerate(report.files)}
    return sorted(report.findings, key=lambda found: (files.get(found.path, 0), _is_advice(found)))


def _is_advice(found: Finding) -> bool:
    return found.line is None and found.severity is Severity.WARNING


def _place(found: Finding) -> str:
    steps = [found.path, found.line, found.column]
    return ":".join(str(step) for step in steps if step is not None)


def _sum(report: Report) -> str:
    records = sum(file.records for file in report.files)
    where = f"{_count(records, 'record')} in {_count(len(report.files), 'file')} ({report.target})"
    if not report.counts:
        return f"No findings in {where}."
    return f"{_count(report.errors, 'error')}, {_count(report.warnings, 'warning')} in {where}."


def _fixable(report: Report) -> str:
    """Say how many findings `--fix` undoes."""
    safe, unsafe = report.fixable, report.unsafely_fixable
    if not safe:
        return f"[*] {unsafe:,} fixable with --fix --unsafe-fixes."
    more = f" ({unsafe:,} more with --unsafe-fixes)" if unsafe else ""
    return f"[*] {safe:,} fixable with --fix{more}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
