"""``dataprep run``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dataprep.cli import options
from dataprep.cli.views import echo_json

if TYPE_CHECKING:
    from dataprep.pipeline.run import Result


@click.command("run")
@click.argument("pipeline", metavar="PIPELINE.toml")
@click.option("--from-stage", metavar="NAME", help="Begin with this stage, done before or not.")
@click.option("--yes", is_flag=True, help="Do not ask before a job is launched.")
@options.force
@options.work
@options.output_format
@click.pass_context
def command(
    ctx: click.Context,
    pipeline: str,
    from_stage: str | None,
    output_format: str,
    yes: bool,  # noqa: FBT001 — click passes it by name
    force: bool,  # noqa: FBT001
    jobs: int | None,
    engine: str,
) -> None:
    """Run the stages of a pipeline file, in order: convert, lint, estimate, launch, compare.

    It stops at the first stage that fails. What is done already is not done again.
    """
    from dataprep.cli.views import comparisons, launches, results
    from dataprep.cli.views.jobs import follow
    from dataprep.pipeline.pipeline import read
    from dataprep.pipeline.run import run

    done: list[Result] = []
    stages = run(
        read(pipeline),
        from_stage=from_stage,
        force=force,
        jobs=jobs,
        engine=engine,
        confirm=launches.agree if yes else launches.ask,
        follow=follow,
        begin=results.begin if output_format == "text" else lambda _: None,
        save=comparisons.save,
    )
    try:
        for result in stages:
            done.append(result)
            if output_format == "text":
                results.show(result)
    finally:
        if output_format == "text":
            results.summarise(done)
        # What was done, a job that was created among it, is told also where a later stage fails.
        if output_format == "json":
            echo_json({"version": 1, "stages": [results.document(result) for result in done]})
    ctx.exit(1 if any(result.failed for result in done) else 0)
