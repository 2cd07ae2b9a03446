"""The report as JSON, described by ``schemas/dataprep/report.schema.json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

import orjson

if TYPE_CHECKING:
    from dataprep.linter.finding import Finding, Report

_FIELDS = ("code", "name", "severity", "path", "line", "column", "pointer", "message")


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    out.write(orjson.dumps(document(report), option=orjson.OPT_INDENT_2).decode() + "\n")


def document(report: Report) -> dict[str, Any]:
    """Return REPORT as ``dataprep/report`` describes it."""
    return {
        "version": 1,
        "target": report.target,
        "files": [asdict(file) for file in report.files],
        "errors": report.errors,
        "warnings": report.warnings,
        "fixed": report.fixed,
        "fixable": report.fixable,
        "unsafely_fixable": report.unsafely_fixable,
        "counts": dict(report.counts),
        "findings": [finding(found) for found in report.findings],
    }


def finding(found: Finding) -> dict[str, Any]:
    """Return FOUND as ``dataprep/report`` describes it."""
    fix = found.fix and {"safety": found.fix.safety, "title": found.fix.title}
    return {name: getattr(found, name) for name in _FIELDS} | {"fix": fix}
