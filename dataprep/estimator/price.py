"""What a job costs on one model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.estimator.assumptions import assumptions
from dataprep.estimator.epochs import auto_epochs
from dataprep.estimator.report import Estimate
from dataprep.estimator.tally import Measure
from dataprep.tokens.chat import Mark

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Model
    from dataprep.estimator.job import Job
    from dataprep.estimator.tally import Tally

MILLION = 1_000_000


def priced(job: Job, model: Model, tally: Tally) -> Estimate:
    """Return the estimate of JOB on MODEL for the records of TALLY."""
    totals = tally.totals[Measure.of(model)]
    rule = job.provider.epochs
    epochs = job.epochs or (auto_epochs(tally.records, rule) if rule else 1)
    by_the_hour = model.price.training_hour is not None
    billed = None if by_the_hour else totals.tokens * epochs
    low = None if by_the_hour else totals.low * epochs
    usd = model.price.training if job.price is None else job.price
    return Estimate(
        provider=job.provider.name,
        model=model.name,
        encoding=model.counted_with,
        tokens_per_epoch=totals.tokens,
        epochs=epochs,
        epochs_from="given" if job.epochs else "auto" if rule else "unknown",
        billed_tokens=billed,
        low=low,
        high=None if tally.marks[Mark.IMAGE] else billed,
        usd_per_million=usd,
        price_as_of=model.price.checked if job.price is None else None,
        price_source=(model.price.source or "unknown") if job.price is None else "given",
        cost_usd=None if billed is None or usd is None else billed * usd / MILLION,
        longest=totals.longest,
        limit=model.max_tokens,
        over_limit=totals.over_limit,
        exact=_is_exact(job, model, tally) and low == billed is not None,
        assumptions=list(assumptions(job, model, tally)),
    )


def _is_exact(job: Job, model: Model, tally: Tally) -> bool:
    """Say whether the bills of real jobs confirm how the records of TALLY are counted."""
    return job.method == "sft" and not tally.marks and model.encoding is not None
