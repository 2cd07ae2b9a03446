"""The report as workflow commands, which GitHub shows as annotations of the changed lines.

A step shows the first ten annotations of each kind, so that the errors come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from dataprep.linter.reporters import in_words
from dataprep.linter.selection import rule_named
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from dataprep.linter.finding import Finding, Report, Severity


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    for found in sorted(report.findings, key=lambda found: found.severity):
        out.write(_command(found.severity, found.message, **_place(found), title=_title(found)))
    for code, said in in_words(report).items():
        title = f"{code} {rule_named(code).name}"
        out.write(_command(report.severities[code], said, title=title))


def _place(found: Finding) -> dict[str, int | str | None]:
    end = found.column + found.excerpt.characters if found.column and found.excerpt else None
    return {"file": found.path, "line": found.line, "col": found.column, "endColumn": end}


def _title(found: Finding) -> str:
    return f"{found.code} {found.name}"


def _command(severity: Severity, message: str, **properties: int | str | None) -> str:
    given = [f"{key}={_property(value)}" for key, value in properties.items() if value is not None]
    return f"::{severity} {','.join(given)}::{_data(printable(message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: int | str) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
