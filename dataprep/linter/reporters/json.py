"""The report as JSON, described by ``schemas/dataprep/report.schema.json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

import orjson

if TYPE_CHECKING:
    from dataprep.linter.finding import Finding, Report


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
        "findings": [asdict(found) | {"fix": _fix(found)} for found in report.findings],
    }


def _fix(found: Finding) -> dict[str, str] | None:
    fix = found.fix
    return {"safety": fix.safety, "title": fix.title} if fix else None
