"""Running a pipeline: each stage reads what the one before it wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.converter.convert import convert
from dataprep.converter.outlet import outputs
from dataprep.errors import PipelineError, TruncatedSource
from dataprep.estimator.estimate import estimate
from dataprep.launcher.compare import compare
from dataprep.launcher.launch import Launched, Outcome, launch
from dataprep.launcher.receipts import settle
from dataprep.launcher.watch import watch
from dataprep.linter.lint import lint
from dataprep.pipeline import answers, state
from dataprep.records.sink import check_free

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dataprep.converter.report import ConvertReport
    from dataprep.estimator.report import EstimateReport
    from dataprep.launcher.compare import Comparison
    from dataprep.launcher.provider import Job
    from dataprep.linter.finding import Report
    from dataprep.pipeline.pipeline import Pipeline

    Outcomes = ConvertReport | Report | EstimateReport | Launched | Comparison
    Follow = Callable[[str, str, str | None], Job]


@dataclass(frozen=True, slots=True)
class Result:
    """What a stage came to. FAILED ends the run; UNCHANGED says that it was done before."""

    stage: str
    report: Outcomes
    failed: bool = False
    unchanged: bool = False


def run(
    pipeline: Pipeline,
    *,
    from_stage: str | None = None,
    jobs: int | None = 1,
    engine: str = "local",
    force: bool = False,
    confirm: Callable[[Launched], bool] = lambda _: True,
    follow: Follow | None = None,
    begin: Callable[[str], None] = lambda _: None,
    save: Callable[[Comparison, str], None] | None = None,
) -> Iterator[Result]:
    """Run the stages of PIPELINE in order and give the result of each; one that fails is the last.

    What is done already is not done again, unless the run begins there (FROM_STAGE): a
    conversion whose sources and options are as they were, a job that was launched before, the
    same prompts to the same models.
    What an earlier run of the pipeline wrote is replaced, other files only with FORCE.
    BEGIN is told of each stage, SAVE writes answers to a file. CONFIRM is shown what is about
    to be sent. FOLLOW, given a job's id, provider and base URL, returns the job once it has ended.

    Raises:
        DataprepError: a stage cannot do its work, or FROM_STAGE is not in the pipeline.
    """
    stages = list(pipeline.tables)
    if from_stage is not None and from_stage not in stages:
        known = ", ".join(stages)
        raise PipelineError(f"{pipeline.path} has no stage {from_stage!r}; it has: {known}")
    work = {"jobs": jobs, "engine": engine}
    launched = None
    for stage in stages[stages.index(from_stage or stages[0]) :]:
        begin(stage)
        match stage:
            case "convert":
                result = _convert(pipeline, work, force=force, again=stage == from_stage)
            case "lint":
                result = _lint(pipeline, work)
            case "estimate":
                result = _estimate(pipeline, work)
            case "launch":
                result = _launch(pipeline, work, confirm=confirm, follow=follow)
                launched = result.report
            case "compare":
                before = launched or _launched_before(pipeline, work)
                result = _compare(pipeline, before, save, again=stage == from_stage)
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
    options = ("validation", "validation_to", "rejects", "provenance")
    targets = outputs(table["to"], **{name: table.get(name) for name in options}).paths
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
    if not report.records:
        raise PipelineError(
            f"{pipeline.path}: [convert] made no record of {report.rows} rows: "
            f"{', '.join(report.rejected)}; `rejects` keeps them with the reasons"
        )
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


def _launch(
    pipeline: Pipeline,
    work: dict[str, Any],
    *,
    confirm: Callable[[Launched], bool],
    follow: Follow | None,
) -> Result:
    table = _with_files(pipeline, "launch", "train", pipeline.arguments("launch"))
    launched = launch(**table, **work, confirm=confirm)
    unchanged = launched.outcome is Outcome.UNCHANGED
    if launched.job and not launched.job.ended:
        place = launched.provider, launched.base_url
        launched = replace(launched, job=(follow or _watched)(launched.job.id, *place))
    if launched.job:
        folder = Path(table["train"]).parent
        settle(launched.job, folder, provider=launched.provider, base_url=launched.base_url)
    failed = launched.job is None or launched.job.failed
    return Result("launch", launched, failed=failed, unchanged=unchanged)


def _launched_before(pipeline: Pipeline, work: dict[str, Any]) -> Outcomes | None:
    """Return what an earlier run launched, if the pipeline launches; nothing is sent."""
    if "launch" not in pipeline.tables or "models" in pipeline.tables["compare"]:
        return None

    def refuse(_: Launched) -> bool:
        raise PipelineError(f"{pipeline.path}: [launch] is not done; begin with it")

    return _launch(pipeline, work, confirm=refuse, follow=None).report


def _compare(
    pipeline: Pipeline,
    launched: Outcomes | None,
    save: Callable[[Comparison, str], None] | None,
    *,
    again: bool,
) -> Result:
    table = pipeline.arguments("compare")
    to = table.pop("to", None)
    if "models" not in table:
        if not isinstance(launched, Launched) or launched.job is None:
            raise PipelineError(
                f"{pipeline.path}: [compare] names no models and no job was launched before it"
            )
        place = {"provider": launched.provider, "base_url": launched.base_url}
        table = {"job": launched.job.id} | place | table
    key = answers.key(table)
    before = None if again else answers.kept(pipeline, key)
    comparison = before or compare(**table)
    answers.keep(comparison, key, pipeline)
    if to and save:
        save(comparison, to)
    return Result("compare", comparison, unchanged=before is not None)


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
    files: Any = train if key == "train" else [train]
    return {key: files, "validation": next(iter(validation), None)} | table


def _watched(job_id: str, provider: str, base_url: str | None) -> Job:
    return watch(job_id, provider=provider, base_url=base_url)
