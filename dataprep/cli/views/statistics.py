"""The number of findings of each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from dataprep.linter.finding import Report


def write(report: Report, out: TextIO) -> None:
    """Write how often each rule was broken, the most frequent first."""
    from dataprep.linter.selection import rule_named

    for code, count in sorted(report.counts.items(), key=lambda item: (-item[1], item[0])):
        severity = report.severities[code]
        out.write(f"{count:>9,}  {code}  {severity:<7}  {rule_named(code).name}\n")
