"""How the stages of a pipeline look, one after the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dataprep.cli.views import conversion, estimates
from dataprep.converter.report import ConvertReport
from dataprep.linter.finding import Report
from dataprep.linter.reporters import json, text

if TYPE_CHECKING:
    from dataprep.pipeline.run import Result


def show(result: Result) -> None:
    """Show the RESULT of a stage under its name."""
    unchanged = " (unchanged since the last run)" if result.unchanged else ""
    click.secho(f"{result.stage}{unchanged}", bold=True)
    match result.report:
        case ConvertReport():
            click.echo(conversion.text(result.report))
        case Report():
            text.write(result.report, sys.stdout)
        case _:
            estimates.show(result.report)
    click.echo()


def document(result: Result) -> dict[str, Any]:
    """Return RESULT as ``dataprep/run`` describes it."""
    report: Any = result.report
    match result.report:
        case ConvertReport():
            report = conversion.document(result.report)
        case Report():
            report = json.document(result.report)
    return {
        "stage": result.stage,
        "failed": result.failed,
        "unchanged": result.unchanged,
        "report": report,
    }
