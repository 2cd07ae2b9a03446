"""How the stages of a pipeline look, one after the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dataprep.cli.views import comparisons, conversion, estimates, jobs, launches
from dataprep.converter.report import ConvertReport
from dataprep.estimator.report import EstimateReport
from dataprep.estimator.wording import cost, some
from dataprep.launcher.launch import Launched
from dataprep.launcher.provider import Job
from dataprep.linter.finding import Report
from dataprep.linter.reporters import json, text
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.pipeline.run import Result


def begin(stage: str) -> None:
    """Show the name of a STAGE, before its work."""
    click.secho(stage, bold=True)


def show(result: Result) -> None:
    """Show the RESULT of a stage."""
    if result.unchanged:
        click.echo("(unchanged since the last run)")
    match result.report:
        case ConvertReport() as converted:
            click.echo(conversion.text(converted))
        case Report() as linted:
            text.write(linted, sys.stdout)
        case EstimateReport() as estimated:
            estimates.show(estimated)
        case Launched(job=Job() as job):
            jobs.show(job)
        case Launched() as refused:
            launches.show(refused)
        case compared:
            comparisons.show(compared)
    click.echo()


def summarise(done: Sequence[Result]) -> None:
    """Show a line for each stage that was DONE: how it ended, and what it came to."""
    if done:
        begin("summary")
    for result in done:
        state = "failed" if result.failed else "unchanged" if result.unchanged else "done"
        click.echo(printable(f"  {result.stage:<9} {state:<10} {_gist(result)}"))


def _gist(result: Result) -> str:
    """Return in a few words what the stage came to."""
    match result.report:
        case ConvertReport() as converted:
            files = (f"{some(file.records, 'record')} in {file.path}" for file in converted.files)
            return ", ".join(files)
        case Report() as linted:
            return f"{some(linted.errors, 'error')}, {some(linted.warnings, 'warning')}"
        case EstimateReport() as estimated:
            return ", ".join(f"{each.model} {cost(each)}" for each in estimated.estimates)
        case Launched(job=Job() as job):
            return f"{job.id} {job.status}: {job.fine_tuned_model or job.error or job.model}"
        case Launched() as refused:
            return f"no job: {refused.outcome}"
        case compared:
            return ", ".join(
                [some(len(compared.models), "model"), some(len(compared.prompts), "prompt")]
            )


def document(result: Result) -> dict[str, Any]:
    """Return RESULT as ``dataprep/run`` describes it."""
    return {
        "stage": result.stage,
        "failed": result.failed,
        "unchanged": result.unchanged,
        "report": _report(result),
    }


def _report(result: Result) -> Any:
    match result.report:
        case ConvertReport() as converted:
            return conversion.document(converted)
        case Report() as linted:
            return json.document(linted)
        case EstimateReport() as estimated:
            return estimated
        case Launched() as launched:
            return launches.document(launched)
        case compared:
            return comparisons.document(compared)
