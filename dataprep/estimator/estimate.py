"""The stage: files to parts, parts to a tally, the tally to an estimate for each model."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from dataprep import settings
from dataprep.catalog.catalog import State, Target, provider
from dataprep.engines import engine as engines
from dataprep.errors import CatalogError, SourceError, UsageError
from dataprep.estimator.batch import batch
from dataprep.estimator.job import Job
from dataprep.estimator.price import priced
from dataprep.estimator.report import EstimateReport
from dataprep.estimator.tally import Measure, Plan, Tally
from dataprep.records import source
from dataprep.records.kind import Form
from dataprep.records.method import usual_method
from dataprep.tokens import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from dataprep.catalog.catalog import Model, Provider
    from dataprep.engines.engine import Engine
    from dataprep.records.source import Source

_CURES = {
    Form.EMPTY: "name a file with records",
    Form.LFS_POINTER: "fetch what it points to with `git lfs pull`",
    Form.WIDE: "save it as UTF-8",
    Form.BINARY: "unpack it, or turn it into records with `dataprep convert`",
}


def estimate(
    files: Sequence[str],
    *,
    models: Sequence[str] = (),
    target: str = "openai",
    epochs: int | None = None,
    price: float | None = None,
    validation: str | None = None,
    budget: float | None = None,
    tokenizer: str = count.AUTO,
    jobs: int | None = 1,
    engine: str = "local",
    today: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> EstimateReport:
    """Estimate what training on FILES, together one training set, will cost.

    MODELS are by default all of TARGET that can be trained TODAY; without EPOCHS the provider
    chooses them. PRICE is in USD per million tokens; BUDGET is in USD, and what it pays for is
    told. PROGRESS is told of bytes done.

    Raises:
        SourceError: a file cannot be read, or there is no record to count.
        CatalogError: a model is not known, or none can be trained.
        UsageError: the provider does not take so many epochs.
    """
    aim = Target.parse(target)
    service = provider(aim.provider)
    _check_epochs(epochs, service)
    sources = [_looked(path) for path in source.files(files)]
    validated = [_looked(validation)] if validation else []
    heads = b"\n".join(each.head[each.kind.mark :] for each in sources)
    job = Job(
        service,
        aim.method or service.method(usual_method(sources[0])),
        tuple(each.path for each in sources),
        today or settings.today(),
        epochs,
        price,
        validation,
        budget,
    )
    chosen = list(dict.fromkeys(map(service.model, models))) or _trainable(job)
    plan = _plan(job, chosen, tokenizer, heads, size=sum(map(count.size, sources)))
    work = engines.engine(engine, jobs=jobs)
    tally = _tallied(work, plan, sources, progress)
    if not tally.records:
        named = " ".join(job.files)
        raise SourceError(
            f"{named}: holds no {job.method} record; `dataprep lint {named}` says why, "
            f"`dataprep convert {named} --to train.jsonl` makes some of other formats"
        )
    billed = _tallied(work, plan, validated, progress) if job.bills_validation else None
    estimates = [priced(job, model, tally, billed) for model in chosen]
    return EstimateReport(job.method, tally.records, tally.skipped, plan.tokenizer, estimates)


def _tallied(
    work: Engine, plan: Plan, sources: Sequence[Source], progress: Callable[[int], None] | None
) -> Tally:
    """Return what is in SOURCES."""
    tally = Tally()
    for share in work.shares(plan.tally, chain.from_iterable(map(source.parts, sources))):
        tally.merge(share)
        if progress:
            progress(share.size)
    return tally


def _check_epochs(epochs: int | None, service: Provider) -> None:
    bound = service.bounds.hyperparameters["n_epochs"]
    if epochs is not None and not bound.allows(epochs):
        raise UsageError(
            f"{service.title} does not train for {epochs} epochs; give a number {bound}"
        )


def _looked(path: str) -> Source:
    """Look at the file PATH, which must be JSON Lines."""
    found = source.look(path)
    if (form := found.kind.form) is Form.LINES:
        return found
    what = f"{form.value} ({found.kind.detail})" if found.kind.detail else form.value
    cure = _CURES.get(form, f"turn it into that with `dataprep convert {path} --to train.jsonl`")
    raise SourceError(f"{path}: is {what}, not JSON Lines; {cure}")


def _trainable(job: Job) -> list[Model]:
    """Return the models that JOB can train on its day."""
    found = [
        model
        for model in job.provider.models
        if job.method in model.methods and model.state(job.today) is State.OPEN
    ]
    if not found:
        if not job.provider.models:
            raise CatalogError(
                f"the catalogue lists no models of {job.provider.title}; name one with --model"
            )
        raise CatalogError(
            f"{job.provider.title} trains no model with {job.method} on {job.today}; "
            "name one with --model to estimate it all the same (`dataprep models` lists them)"
        )
    return found


def _plan(job: Job, models: list[Model], wanted: str, head: bytes, *, size: int) -> Plan:
    """Return how the tokens of JOB are counted for MODELS; the first records are in HEAD."""
    measures = tuple(dict.fromkeys(map(Measure.of, models)))
    encodings = {measure.encoding for measure in measures}
    tokenizer = count.tokenizer(wanted, batch(head, job.method).texts, encodings, size=size)
    return Plan(job.method, measures, tokenizer)
