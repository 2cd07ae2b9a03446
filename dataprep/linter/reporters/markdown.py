"""The report as Markdown, for the summary of a job or a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from dataprep.linter.reporters import counted
from dataprep.linter.reporters.text import place
from dataprep.linter.selection import rule_named
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from dataprep.linter.finding import Report

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+|~&@!-])")


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    sums = f"{counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}"
    out.write(f"### dataprep lint: {sums}\n\n")
    out.write("| file | records | bytes |\n|---|--:|--:|\n")
    for file in report.files:
        out.write(f"| {_plain(file.path)} | {file.records:,} | {file.bytes:,} |\n")
    for code in sorted(report.counts, key=lambda code: (report.severities[code], code)):
        rule, count = rule_named(code), report.counts[code]
        found = [each for each in report.findings if each.code == code]
        out.write(f"\n<details><summary>{report.severities[code]} <b>{code} {rule.name}</b>")
        out.write(f" ({count:,})</summary>\n\n{rule.cure}\n\n")
        for each in found:
            out.write(f"- {_plain(place(each))}: {_plain(each.message)}\n")
        if count > len(found):
            out.write(f"- … and {count - len(found):,} more\n")
        out.write("\n</details>\n")
    if not report.counts:
        out.write("\nNo findings.\n")


def _plain(text: str) -> str:
    """Return TEXT so that nothing in it is markup."""
    return _MARKUP.sub(r"\\\1", printable(text))
