"""Running a pipeline: each stage reads what the one before it wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.converter.convert import convert, outputs
from dataprep.errors import PipelineError, TruncatedSource
from dataprep.estimator.estimate import estimate
from dataprep.linter.lint import lint
from dataprep.pipeline import state
from dataprep.records.sink import check_free

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.converter.report import ConvertReport
    from dataprep.estimator.report import EstimateReport
    from dataprep.linter.finding import Report
    from dataprep.pipeline.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Result:
    """What a stage came to. FAILED ends the run; UNCHANGED says that it was done before."""

    stage: str
    report: ConvertReport | Report | EstimateReport
    failed: bool = False
    unchanged: bool = False


def run(
    pipeline: Pipeline,
    *,
    from_stage: str | None = None,
    jobs: int | None = 1,
    engine: str = "local",
    force: bool = False,
) -> Iterator[Result]:
    """Run the stages of PIPELINE in order and give the result of each; one that fails is the last.

    A conversion whose sources and options are as they were is not done again, unless the run
    begins FROM_STAGE ``convert``. What an earlier run of the pipeline wrote is replaced, other
    files only with FORCE.

    Raises:
        DataprepError: a stage cannot do its work, or FROM_STAGE is not in the pipeline.
    """
    stages = list(pipeline.tables)
    if from_stage is not None and from_stage not in stages:
        known = ", ".join(stages)
        raise PipelineError(f"{pipeline.path} has no stage {from_stage!r}; it has: {known}")
    work = {"jobs": jobs, "engine": engine}
    for stage in stages[stages.index(from_stage or stages[0]) :]:
        match stage:
            case "convert":
                result = _convert(pipeline, work, force=force, again=stage == from_stage)
            case "lint":
                result = _lint(pipeline, work)
            case "estimate":
                result = _estimate(pipeline, work)
        yield result
        if result.failed:
            return


def _convert(pipeline: Pipeline, work: dict[str, Any], *, force: bool, again: bool) -> Result:
    table = pipeline.arguments("convert")
    sources = [table.pop("hub")] if "hub" in table else table.pop("sources")
    before = state.kept(pipeline)
    key = state.key(pipeline)
    if before and before.stands(key, pipeline) and not again:
        return Result("convert", before.reported(pipeline), unchanged=True)
    options = ("validation", "validation_to", "rejects")
    targets = outputs(table["to"], **{name: table.get(name) for name in options})
    Path(table["to"]).parent.mkdir(parents=True, exist_ok=True)
    for target in targets:
        if not (before and before.wrote(target, pipeline)):
            check_free(target, force=force)
    try:
        report = convert(sources, **table, **work, force=True)
    except TruncatedSource:
        # What was written is ours to replace, once the source is whole.
        state.keep(state.Conversion.unfinished(targets, pipeline), pipeline)
        raise
    state.keep(state.Conversion.of(key, report, targets, pipeline), pipeline)
    return Result("convert", report)


def _lint(pipeline: Pipeline, work: dict[str, Any]) -> Result:
    table = pipeline.arguments("lint")
    fail_on = table.pop("fail_on", "error")
    report = lint(**_with_files(pipeline, "lint", "paths", table), **work)
    return Result("lint", report, failed=report.fails(fail_on))


def _estimate(pipeline: Pipeline, work: dict[str, Any]) -> Result:
    table = pipeline.arguments("estimate")
    return Result("estimate", estimate(**_with_files(pipeline, "estimate", "files", table), **work))


def _with_files(pipeline: Pipeline, stage: str, key: str, table: dict[str, Any]) -> dict[str, Any]:
    """Return TABLE with its files: those under KEY, or else those that the conversion wrote."""
    if key in table:
        return table
    if "convert" not in pipeline.tables:
        raise PipelineError(f'{pipeline.path}: [{stage}] has no files; name them: {key} = ["FILE"]')
    before = state.kept(pipeline)
    if before is None or not before.stands(state.key(pipeline), pipeline):
        raise PipelineError(
            f"{pipeline.path}: what [convert] reads, says or wrote has changed; run it again first"
        )
    train, *validation = [output.path for output in before.reported(pipeline).files]
    return {key: [train], "validation": next(iter(validation), None)} | table
