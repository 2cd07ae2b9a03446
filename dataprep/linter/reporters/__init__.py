"""How a report is written, one file a format; adding a file adds a format."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from dataprep import plugins

if TYPE_CHECKING:
    from dataprep.linter.finding import Report

GROUP = "dataprep.reporters"


def names() -> list[str]:
    """Return the names of the formats there are."""
    return plugins.names(__name__, GROUP)


def write(report: Report, out: TextIO, name: str) -> None:
    """Write REPORT to OUT in the format NAME."""
    plugins.load(__name__, GROUP, name).write(report, out)


def counted(number: int, noun: str) -> str:
    """Return NUMBER with its NOUN."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def left_out(report: Report) -> dict[str, int]:
    """Return, by code, how many findings of REPORT are counted and not listed."""
    listed = Counter(found.code for found in report.findings)
    return {code: n - listed[code] for code, n in report.counts.items() if n > listed[code]}


def in_words(report: Report) -> dict[str, str]:
    """Return the same in words: some more than are listed, or all."""
    return {
        code: f"{n:,} more" if n < report.counts[code] else counted(n, "finding")
        for code, n in left_out(report).items()
    }
