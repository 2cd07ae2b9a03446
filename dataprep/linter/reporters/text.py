"""The report for people: where, what, the line in question, and what to do.

What is advised for a whole file stands after what is said of its lines. The first findings of a
rule show their line, the very first one the cure; of the others one line is enough.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from dataprep.linter.finding import Severity
from dataprep.linter.reporters import counted, left_out
from dataprep.linter.selection import rule_named
from dataprep.records.printable import cells, fitted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.excerpt import Excerpt
    from dataprep.linter.finding import Finding, Report

INDENT = " " * 4
# The terminals of most people, and what of them the text before a mark and the mark may take.
WIDTH = 80 - len(INDENT)
BEFORE = 30
MARKED = 36
# So many findings of a rule show their line.
FRAMED = 3


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    seen: Counter[str] = Counter()
    for found in _in_order(report):
        seen[found.code] += 1
        rule = f"{found.severity} {found.code} {found.name}"
        out.write(f"{printable(place(found))}: {rule}: {printable(found.message)}\n")
        if found.excerpt and seen[found.code] <= FRAMED:
            out.writelines(f"{INDENT}{line}\n" for line in frame(found.excerpt))
        cure = rule_named(found.code).cure
        if cure and seen[found.code] == 1:
            out.write(f"{INDENT}-> {cure}\n")
    for code, count in left_out(report).items():
        more = f"… and {count:,} more {code} {rule_named(code).name}"
        out.write(f"{more}; --max-findings 0 lists them\n")
    if report.counts:
        out.write("\n")
    if report.fixed:
        out.write(f"Fixed {counted(report.fixed, 'finding')}.\n")
    out.write(f"{_sum(report)}\n")
    if report.fixable or report.unsafely_fixable:
        out.write(f"{_fixable(report)}\n")
    if report.counts:
        code = min(report.counts, key=lambda code: (report.severities[code], code))
        out.write(f"`dataprep rule {code}` explains a rule.\n")


def frame(shown: Excerpt) -> Iterator[str]:
    """Give what is SHOWN of a line, in `WIDTH` cells, and below it what underlines the mark."""
    before = fitted(printable(shown.before), BEFORE, at_end=True)
    marked = fitted(printable(shown.marked), MARKED)
    after = fitted(printable(shown.after), WIDTH - cells(before + marked))
    yield before + marked + after
    yield " " * cells(before) + "^" * max(1, cells(marked))


def place(found: Finding) -> str:
    """Return where FOUND is, as editors and terminals read it: ``path:line:column``."""
    steps = [found.path, found.line, found.column]
    return ":".join(str(step) for step in steps if step is not None)


def _in_order(report: Report) -> list[Finding]:
    files = {file.path: number for number, file in enumerate(report.files)}
    return sorted(report.findings, key=lambda found: (files.get(found.path, 0), _is_advice(found)))


def _is_advice(found: Finding) -> bool:
    return found.line is None and found.severity is Severity.WARNING


def _sum(report: Report) -> str:
    records = sum(file.records for file in report.files)
    where = (
        f"{counted(records, 'record')} in {counted(len(report.files), 'file')} ({report.target})"
    )
    known = f" {report.known:,} in the baseline." if report.known else ""
    if not report.counts:
        return f"No {'new ' if known else ''}findings in {where}.{known}"
    sums = f"{counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}"
    return f"{sums} in {where}.{known}"


def _fixable(report: Report) -> str:
    """Say how many findings `--fix` undoes."""
    safe, unsafe = report.fixable, report.unsafely_fixable
    if not safe:
        return f"[*] {unsafe:,} fixable with --fix --unsafe-fixes."
    more = f" ({unsafe:,} more with --unsafe-fixes)" if unsafe else ""
    return f"[*] {safe:,} fixable with --fix{more}."
